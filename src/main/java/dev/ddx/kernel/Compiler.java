package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Relation;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Compiles a function and its gradient to a class of their own: each shared value is computed once, small
 * integer powers are multiplications. Methods stay below the size up to which the JVM compiles to machine
 * code; a larger function is cut into several that pass their values on in an array.
 */
final class Compiler {

    /** HotSpot leaves methods above 8,000 bytes to its interpreter. */
    private static final int MAX_METHOD_BYTES = 6_000;
    /** The operations of one expression. */
    private static final int MAX_INLINE = 60;
    /** What java.lang.Math computes, NaN where there is no real value. */
    private static final Set<String> MATH = Set.of("exp", "expm1", "sqrt", "cbrt", "pow");
    private static final String UNARY = "java/util/function/DoubleUnaryOperator";
    private static final String BINARY = "java/util/function/DoubleBinaryOperator";
    private static final String GENERAL = "java/util/function/ToDoubleFunction";
    private static final String SELF = "dev/ddx/kernel/Compiled";
    private static final String CHUNK = "([D[D[D)V";

    private final Dag dag;
    private final Map<Integer, Integer> variables = new HashMap<>();
    private final List<Object> operators = new ArrayList<>();
    private final Map<String, Integer> operatorIndex = new HashMap<>();
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);

    private Compiler(Dag dag, int[] symbols) {
        this.dag = dag;
        for (int i = 0; i < symbols.length; i++) {
            variables.put(symbols[i], i);
        }
    }

    /**
     * The function {@code root} of the symbols.
     *
     * @throws DdxException of kind USAGE if it holds another symbol or a function that has no numeric value
     */
    static CompiledFunction compile(Dag dag, int root, int... symbols) {
        Calls calls = new Calls(dag);
        int f = calls.unfolded(root);
        int[] both = calls.unfolded(new Reverse(dag).gradient(root, symbols).all());
        return new Compiler(dag, symbols).define(f, both);
    }

    private CompiledFunction define(int f, int[] both) {
        byte[] code = code(f, both);
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClassWithClassData(code, operators, true);
            return (CompiledFunction) lookup.findConstructor(lookup.lookupClass(),
                    java.lang.invoke.MethodType.methodType(void.class)).asType(
                    java.lang.invoke.MethodType.methodType(CompiledFunction.class)).invokeExact();
        } catch (Throwable failure) {
            throw new IllegalStateException("the generated class was not accepted", failure);
        }
    }

    /** A class with a method that computes {@code f}, and one that returns the first of {@code both} and stores the others. */
    static byte[] code(Dag dag, int f, int[] both, int... symbols) {
        return new Compiler(dag, symbols).code(f, both);
    }

    private byte[] code(int f, int[] both) {
        writer.visit(Opcodes.V21, Opcodes.ACC_FINAL, SELF, null, "java/lang/Object",
                new String[] {"dev/ddx/kernel/CompiledFunction"});
        MethodVisitor constructor = writer.visitMethod(0, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        new Body(Lowering.program(CommonFactors.shared(dag, f)), "value", "([D)D").write();
        new Body(Lowering.program(CommonFactors.shared(dag, both)), "valueAndGradient", "([D[D)D").write();
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** One method, or a chain of them, that executes a program. */
    private final class Body {

        private final Program program;
        private final String name;
        private final String descriptor;
        /** The size of the code that computes an operation from what is stored. */
        private final int[] bytes;
        private final boolean[] stored;
        private final int[] slot;
        private boolean chunked;
        private MethodVisitor out;

        Body(Program program, String name, String descriptor) {
            this.program = program;
            this.name = name;
            this.descriptor = descriptor;
            this.bytes = new int[program.size()];
            this.stored = program.kept(MAX_INLINE);
            this.slot = new int[program.size()];
        }

        private boolean hasGradient() {
            return program.resultCount() > 1 || name.equals("valueAndGradient");
        }

        void write() {
            chunked = size() > MAX_METHOD_BYTES;
            int next = 0;
            for (int i = 0; i < program.size(); i++) {
                if (stored[i]) {
                    // Locals 0 to 2 hold this, x and the gradient.
                    slot[i] = chunked ? next++ : 3 + 2 * next++;
                }
            }
            if (chunked) {
                writeChunks(next);
            } else {
                out = writer.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
                out.visitCode();
                for (int i = 0; i < program.size(); i++) {
                    if (stored[i]) {
                        emit(i);
                        out.visitVarInsn(Opcodes.DSTORE, slot[i]);
                    }
                }
                for (int r = 1; r < program.resultCount(); r++) {
                    out.visitVarInsn(Opcodes.ALOAD, 2);
                    push(r - 1);
                    load(program.result(r));
                    out.visitInsn(Opcodes.DASTORE);
                }
                load(program.result(0));
                finish(Opcodes.DRETURN);
            }
        }

        private void finish(int opcode) {
            out.visitInsn(opcode);
            out.visitMaxs(0, 0);
            out.visitEnd();
        }

        /** The bytes of all code, at most. */
        private long size() {
            long total = 0;
            for (int i = 0; i < bytes.length; i++) {
                int[] own = {switch (program.operation(i)) {
                    case Operation.Function f -> 4 + 12 * f.arguments().size();
                    case Operation.RationalPower p -> 12;
                    case Operation.Choice c -> 10 + 7 * c.conditions().size();
                    default -> 5;
                }};
                program.operation(i).operands(a -> own[0] += stored[a] ? 6 : bytes[a]);
                bytes[i] = own[0];
                total += stored[i] ? own[0] + 10 : 0;
            }
            for (int r = 0; r < program.resultCount(); r++) {
                total += 10 + (stored[program.result(r)] ? 6 : bytes[program.result(r)]);
            }
            return total;
        }

        /** Values go through an array; each chunk is a method, and the last one delivers the results. */
        private void writeChunks(int values) {
            List<String> chunks = new ArrayList<>();
            int size = MAX_METHOD_BYTES;
            for (int i = 0; i < program.size(); i++) {
                if (stored[i]) {
                    size = begin(chunks, size, bytes[i] + 10);
                    out.visitVarInsn(Opcodes.ALOAD, 2);
                    push(slot[i]);
                    emit(i);
                    out.visitInsn(Opcodes.DASTORE);
                }
            }
            for (int r = 1; r < program.resultCount(); r++) {
                size = begin(chunks, size, 10 + (stored[program.result(r)] ? 6 : bytes[program.result(r)]));
                out.visitVarInsn(Opcodes.ALOAD, 1);
                push(r - 1);
                load(program.result(r));
                out.visitInsn(Opcodes.DASTORE);
            }
            begin(chunks, size, 10 + bytes[program.result(0)]);
            out.visitVarInsn(Opcodes.ALOAD, 2);
            push(values);
            load(program.result(0));
            out.visitInsn(Opcodes.DASTORE);
            finish(Opcodes.RETURN);
            out = writer.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
            out.visitCode();
            push(values + 1);
            out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_DOUBLE);
            out.visitVarInsn(Opcodes.ASTORE, 3);
            for (String chunk : chunks) {
                out.visitVarInsn(Opcodes.ALOAD, 1);
                if (hasGradient()) {
                    out.visitVarInsn(Opcodes.ALOAD, 2);
                } else {
                    out.visitInsn(Opcodes.ACONST_NULL);
                }
                out.visitVarInsn(Opcodes.ALOAD, 3);
                out.visitMethodInsn(Opcodes.INVOKESTATIC, SELF, chunk, CHUNK, false);
            }
            out.visitVarInsn(Opcodes.ALOAD, 3);
            push(values);
            out.visitInsn(Opcodes.DALOAD);
            finish(Opcodes.DRETURN);
        }

        private int begin(List<String> chunks, int size, int more) {
            if (size + more <= MAX_METHOD_BYTES) {
                return size + more;
            }
            if (!chunks.isEmpty()) {
                finish(Opcodes.RETURN);
            }
            chunks.add(name + chunks.size());
            out = writer.visitMethod(Opcodes.ACC_STATIC, chunks.get(chunks.size() - 1), CHUNK, null, null);
            out.visitCode();
            return more;
        }

        private void push(int i) {
            if (i < Short.MAX_VALUE) {
                out.visitIntInsn(Opcodes.SIPUSH, i);
            } else {
                out.visitLdcInsn(i);
            }
        }

        private void load(int i) {
            if (!stored[i]) {
                emit(i);
            } else if (chunked) {
                out.visitVarInsn(Opcodes.ALOAD, 2);
                push(slot[i]);
                out.visitInsn(Opcodes.DALOAD);
            } else {
                out.visitVarInsn(Opcodes.DLOAD, slot[i]);
            }
        }

        private void constant(double d) {
            if (d == 0 || d == 1) {
                out.visitInsn(d == 0 ? Opcodes.DCONST_0 : Opcodes.DCONST_1);
            } else {
                out.visitLdcInsn(d);
            }
        }

        /** Leaves the value of an operation on the stack. */
        private void emit(int i) {
            switch (program.operation(i)) {
                case Operation.Constant c -> constant(program.value(c));
                case Operation.Undefined u -> constant(Double.NaN);
                case Operation.Input input -> {
                    Integer at = variables.get(input.symbol());
                    if (at == null) {
                        throw usage("the variable " + program.name(input) + " has no place among the arguments");
                    }
                    out.visitVarInsn(Opcodes.ALOAD, chunked ? 0 : 1);
                    push(at);
                    out.visitInsn(Opcodes.DALOAD);
                }
                case Operation.Negation n -> {
                    load(n.operand());
                    out.visitInsn(Opcodes.DNEG);
                }
                case Operation.Binary b -> {
                    load(b.left());
                    if (b.left() == b.right() && !stored[b.left()]) {
                        out.visitInsn(Opcodes.DUP2);
                    } else {
                        load(b.right());
                    }
                    out.visitInsn(switch (b.operator()) {
                        case ADD -> Opcodes.DADD;
                        case SUBTRACT -> Opcodes.DSUB;
                        case MULTIPLY -> Opcodes.DMUL;
                        case DIVIDE -> Opcodes.DDIV;
                    });
                }
                case Operation.RationalPower p -> {
                    load(p.base());
                    constant(p.exponent().numerator().doubleValue());
                    constant(p.exponent().denominator().doubleValue());
                    out.visitMethodInsn(Opcodes.INVOKESTATIC, "dev/ddx/kernel/NumericFunctions", "power", "(DDD)D", false);
                }
                case Operation.Function f -> call(f);
                case Operation.Choice c -> choice(c);
            }
        }

        private void call(Operation.Function call) {
            int n = call.arguments().size();
            if (MATH.contains(call.name())) {
                call.arguments().forEach(this::load);
                out.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", call.name(), n == 1 ? "(D)D" : "(DD)D", false);
                return;
            }
            NumericFunction f = call.derivative() ? null : NumericFunctions.of(call.name(), n);
            if (f == null) {
                throw usage("the function " + call.name() + " has no numeric value");
            }
            String type = f.unary() != null ? UNARY : f.binary() != null ? BINARY : GENERAL;
            int index = operatorIndex.computeIfAbsent(call.name() + "/" + type, key -> {
                operators.add(f.unary() != null ? f.unary() : f.binary() != null ? f.binary() : f.general());
                return operators.size() - 1;
            });
            out.visitLdcInsn(new ConstantDynamic("_", "L" + type + ";",
                    new Handle(Opcodes.H_INVOKESTATIC, "java/lang/invoke/MethodHandles", "classDataAt",
                            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;", false),
                    index));
            if (f.general() == null) {
                call.arguments().forEach(this::load);
                out.visitMethodInsn(Opcodes.INVOKEINTERFACE, type, "applyAsDouble", f.unary() != null ? "(D)D" : "(DD)D", true);
                return;
            }
            push(n);
            out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_DOUBLE);
            for (int k = 0; k < n; k++) {
                out.visitInsn(Opcodes.DUP);
                push(k);
                load(call.arguments().get(k));
                out.visitInsn(Opcodes.DASTORE);
            }
            out.visitMethodInsn(Opcodes.INVOKEINTERFACE, type, "applyAsDouble", "(Ljava/lang/Object;)D", true);
        }

        private void choice(Operation.Choice choice) {
            Label otherwise = new Label();
            Label end = new Label();
            for (Operation.Comparison c : choice.conditions()) {
                load(c.left());
                load(c.right());
                // With NaN every comparison but ≠ fails.
                Relation.Op op = c.operator().ofReals();
                out.visitInsn(op == Relation.Op.LT || op == Relation.Op.LE ? Opcodes.DCMPG : Opcodes.DCMPL);
                out.visitJumpInsn(switch (op) {
                    case EQ, ABOUT -> Opcodes.IFNE;
                    case NE -> Opcodes.IFEQ;
                    case LT, NOT_GE -> Opcodes.IFGE;
                    case LE -> Opcodes.IFGT;
                    case GT, NOT_LE -> Opcodes.IFLE;
                    case GE -> Opcodes.IFLT;
                }, otherwise);
            }
            load(choice.then());
            out.visitJumpInsn(Opcodes.GOTO, end);
            out.visitLabel(otherwise);
            load(choice.otherwise());
            out.visitLabel(end);
        }
    }

    private static DdxException usage(String explanation) {
        return new DdxException(DdxException.Kind.USAGE, explanation);
    }
}
