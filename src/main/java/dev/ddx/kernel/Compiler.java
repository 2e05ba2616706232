package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Relation;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final int MAX_INLINE_BYTES = 400;
    private static final int MAX_UNROLLED_POWER = 64;
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
        new Body(CommonFactors.shared(dag, f), "value", "([D)D").write();
        new Body(CommonFactors.shared(dag, both), "valueAndGradient", "([D[D)D").write();
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** One method, or a chain of them, that evaluates a tape. */
    private final class Body {

        private final Tape tape;
        private final String name;
        private final String descriptor;
        private final int[] bytes;
        private final boolean[] stored;
        private final int[] slot;
        private boolean chunked;
        private MethodVisitor out;

        Body(Tape tape, String name, String descriptor) {
            this.tape = tape;
            this.name = name;
            this.descriptor = descriptor;
            this.bytes = new int[tape.length()];
            this.stored = tape.kept();
            this.slot = new int[tape.length()];
        }

        private boolean hasGradient() {
            return tape.rootCount() > 1 || name.equals("valueAndGradient");
        }

        void write() {
            long total = plan();
            chunked = total > MAX_METHOD_BYTES;
            int next = 0;
            for (int i = 0; i < tape.length(); i++) {
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
                for (int i = 0; i < tape.length(); i++) {
                    if (stored[i]) {
                        emit(i);
                        out.visitVarInsn(Opcodes.DSTORE, slot[i]);
                    }
                }
                for (int r = 1; r < tape.rootCount(); r++) {
                    out.visitVarInsn(Opcodes.ALOAD, 2);
                    push(r - 1);
                    load(tape.root(r));
                    out.visitInsn(Opcodes.DASTORE);
                }
                load(tape.root(0));
                finish(Opcodes.DRETURN);
            }
        }

        private void finish(int opcode) {
            out.visitInsn(opcode);
            out.visitMaxs(0, 0);
            out.visitEnd();
        }

        /** Decides what is kept in a variable, and estimates the size of the code. */
        private long plan() {
            long total = 0;
            for (int i = 0; i < tape.length(); i++) {
                int own = 12;
                for (int k = 0; k < tape.arity(i); k++) {
                    int a = tape.argument(i, k);
                    own += 4 + (stored[a] ? 8 : bytes[a]);
                    // A sign is left to the sum and a divisor to the product.
                    int large = tape.isNegation(a) ? tape.argument(a, 1) : a;
                    large = tape.isDivisor(large) ? tape.argument(large, 0) : large;
                    if (own > MAX_INLINE_BYTES && !stored[a] && !stored[large] && tape.arity(large) > 0) {
                        stored[large] = true;
                        total += bytes[large];
                        own -= bytes[large] - 8;
                    }
                }
                own += tape.kind(i) == Dag.POWER ? 30 : tape.kind(i) == Dag.RELATION ? 40 : 0;
                bytes[i] = own;
                total += stored[i] ? own : 0;
            }
            for (int r = 0; r < tape.rootCount(); r++) {
                total += 10 + (stored[tape.root(r)] ? 8 : bytes[tape.root(r)]);
            }
            return total;
        }

        /** Values go through an array; each chunk is a method, and the last one delivers the roots. */
        private void writeChunks(int values) {
            List<String> chunks = new ArrayList<>();
            int size = MAX_METHOD_BYTES;
            for (int i = 0; i < tape.length(); i++) {
                if (stored[i]) {
                    size = begin(chunks, size, bytes[i] + 10);
                    out.visitVarInsn(Opcodes.ALOAD, 2);
                    push(slot[i]);
                    emit(i);
                    out.visitInsn(Opcodes.DASTORE);
                }
            }
            for (int r = 1; r < tape.rootCount(); r++) {
                size = begin(chunks, size, 10 + (stored[tape.root(r)] ? 8 : bytes[tape.root(r)]));
                out.visitVarInsn(Opcodes.ALOAD, 1);
                push(r - 1);
                load(tape.root(r));
                out.visitInsn(Opcodes.DASTORE);
            }
            begin(chunks, size, 10 + bytes[tape.root(0)]);
            out.visitVarInsn(Opcodes.ALOAD, 2);
            push(values);
            load(tape.root(0));
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

        private void load(int place) {
            if (!stored[place]) {
                emit(place);
            } else if (chunked) {
                out.visitVarInsn(Opcodes.ALOAD, 2);
                push(slot[place]);
                out.visitInsn(Opcodes.DALOAD);
            } else {
                out.visitVarInsn(Opcodes.DLOAD, slot[place]);
            }
        }

        private void constant(double d) {
            if (d == 0 || d == 1) {
                out.visitInsn(d == 0 ? Opcodes.DCONST_0 : Opcodes.DCONST_1);
            } else {
                out.visitLdcInsn(d);
            }
        }

        /** Leaves the value of a place on the stack. */
        private void emit(int place) {
            int node = tape.node(place);
            switch (Dag.Kind.of(tape.kind(place))) {
                case NUMBER -> constant(dag.numbers().doubleValue(dag.numberIndex(node)));
                case SYMBOL -> {
                    Integer i = variables.get(node);
                    if (i == null) {
                        throw usage("the variable " + dag.name(node) + " has no place among the arguments");
                    }
                    out.visitVarInsn(Opcodes.ALOAD, chunked ? 0 : 1);
                    push(i);
                    out.visitInsn(Opcodes.DALOAD);
                }
                case CONSTANT -> {
                    if (dag.name(node).equals("i")) {
                        throw usage("a function that holds i is not real");
                    }
                    constant(node == dag.e ? Math.E : Math.PI);
                }
                case SUM -> sum(place);
                case PRODUCT -> product(place, dag.numbers().doubleValue(tape.coefficient(place)));
                case POWER -> power(place);
                case CALL -> call(place);
                case PIECEWISE -> piecewise(place);
                case RELATION -> throw usage("a condition is not a number");
            }
        }

        private void sum(int place) {
            // A positive term first, so that what follows can be subtracted.
            int first = 0;
            for (int k = tape.arity(place) - 1; k >= 0; k--) {
                if (!isSubtracted(tape.argument(place, k))) {
                    first = k;
                }
            }
            load(tape.argument(place, first));
            for (int k = 0; k < tape.arity(place); k++) {
                if (k == first) {
                    continue;
                }
                int a = tape.argument(place, k);
                if (isSubtracted(a)) {
                    product(a, -dag.numbers().doubleValue(tape.coefficient(a)));
                    out.visitInsn(Opcodes.DSUB);
                } else {
                    load(a);
                    out.visitInsn(Opcodes.DADD);
                }
            }
        }

        private boolean isSubtracted(int place) {
            return !stored[place] && tape.kind(place) == Dag.PRODUCT
                    && dag.numbers().signum(tape.coefficient(place)) < 0;
        }

        private void product(int place, double coefficient) {
            int from = tape.firstFactor(place);
            boolean any = coefficient != 1 && coefficient != -1;
            if (any) {
                constant(coefficient);
            }
            int divisors = 0;
            for (int k = from; k < tape.arity(place); k++) {
                int a = tape.argument(place, k);
                if (isDivisor(a)) {
                    divisors++;
                } else {
                    load(a);
                    if (any) {
                        out.visitInsn(Opcodes.DMUL);
                    }
                    any = true;
                }
            }
            if (!any) {
                constant(1);
            }
            if (divisors > 0) {
                boolean some = false;
                for (int k = from; k < tape.arity(place); k++) {
                    int a = tape.argument(place, k);
                    if (isDivisor(a)) {
                        inverse(a);
                        if (some) {
                            out.visitInsn(Opcodes.DMUL);
                        }
                        some = true;
                    }
                }
                out.visitInsn(Opcodes.DDIV);
            }
            if (coefficient == -1) {
                out.visitInsn(Opcodes.DNEG);
            }
        }

        private boolean isDivisor(int place) {
            return !stored[place] && tape.isDivisor(place);
        }

        /** The value of 1 over the power at {@code place}. */
        private void inverse(int place) {
            int exponent = dag.argument(tape.node(place), 1);
            numericPower(tape.argument(place, 0), dag.numbers().negate(dag.numberIndex(exponent)));
        }

        private void power(int place) {
            int base = tape.argument(place, 0);
            int exponent = tape.argument(place, 1);
            if (tape.kind(exponent) == Dag.NUMBER && tape.node(base) != dag.e) {
                int n = dag.numberIndex(tape.node(exponent));
                if (dag.numbers().signum(n) < 0) {
                    constant(1);
                    numericPower(base, dag.numbers().negate(n));
                    out.visitInsn(Opcodes.DDIV);
                } else {
                    numericPower(base, n);
                }
            } else if (tape.node(base) == dag.e) {
                load(exponent);
                math("exp", "(D)D");
            } else {
                load(base);
                load(exponent);
                math("pow", "(DD)D");
            }
        }

        /** base^n for a positive number n. */
        private void numericPower(int base, int n) {
            load(base);
            if (dag.numbers().isInt(n) && dag.numbers().intValue(n) <= MAX_UNROLLED_POWER) {
                repeated(dag.numbers().intValue(n));
            } else if (n == ExactNumbers.HALF) {
                math("sqrt", "(D)D");
            } else {
                constant(dag.numbers().rational(n).numerator().doubleValue());
                constant(dag.numbers().rational(n).denominator().doubleValue());
                out.visitMethodInsn(Opcodes.INVOKESTATIC, "dev/ddx/kernel/NumericFunctions", "power", "(DDD)D", false);
            }
        }

        private void repeated(int n) {
            if (n > 1) {
                out.visitInsn(Opcodes.DUP2);
                if (n % 2 == 0) {
                    out.visitInsn(Opcodes.DMUL);
                    repeated(n / 2);
                } else {
                    repeated(n - 1);
                    out.visitInsn(Opcodes.DMUL);
                }
            }
        }

        private void math(String method, String type) {
            out.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", method, type, false);
        }

        private void call(int place) {
            Operator op = dag.operator(tape.node(place));
            int n = tape.arity(place);
            NumericFunction f = op.isDerivative() ? null : NumericFunctions.of(op.name(), n);
            if (f == null) {
                throw usage("the function " + op.name() + " has no numeric value");
            }
            String type = f.unary() != null ? UNARY : f.binary() != null ? BINARY : GENERAL;
            int index = operatorIndex.computeIfAbsent(op.name() + "/" + type, key -> {
                operators.add(f.unary() != null ? f.unary() : f.binary() != null ? f.binary() : f.general());
                return operators.size() - 1;
            });
            ConstantDynamic operator = new ConstantDynamic("_", "L" + type + ";",
                    new Handle(Opcodes.H_INVOKESTATIC, "java/lang/invoke/MethodHandles", "classDataAt",
                            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;", false),
                    index);
            if (f.unary() != null) {
                out.visitLdcInsn(operator);
                load(tape.argument(place, 0));
                out.visitMethodInsn(Opcodes.INVOKEINTERFACE, type, "applyAsDouble", "(D)D", true);
                return;
            }
            if (f.general() != null) {
                out.visitLdcInsn(operator);
                push(n);
                out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_DOUBLE);
                for (int k = 0; k < n; k++) {
                    out.visitInsn(Opcodes.DUP);
                    push(k);
                    load(tape.argument(place, k));
                    out.visitInsn(Opcodes.DASTORE);
                }
                out.visitMethodInsn(Opcodes.INVOKEINTERFACE, type, "applyAsDouble", "(Ljava/lang/Object;)D", true);
                return;
            }
            for (int k = 1; k < n; k++) {
                out.visitLdcInsn(operator);
            }
            load(tape.argument(place, 0));
            for (int k = 1; k < n; k++) {
                load(tape.argument(place, k));
                out.visitMethodInsn(Opcodes.INVOKEINTERFACE, type, "applyAsDouble", "(DD)D", true);
            }
        }

        private void piecewise(int place) {
            Label end = new Label();
            int n = tape.arity(place);
            for (int k = 0; k + 1 < n; k += 2) {
                Label otherwise = new Label();
                condition(tape.argument(place, k + 1), otherwise);
                load(tape.argument(place, k));
                out.visitJumpInsn(Opcodes.GOTO, end);
                out.visitLabel(otherwise);
            }
            if (n % 2 == 1) {
                load(tape.argument(place, n - 1));
            } else {
                constant(Double.NaN);
            }
            out.visitLabel(end);
        }

        /** Goes on if the relation holds, else jumps. */
        private void condition(int place, Label otherwise) {
            List<Relation.Op> ops = dag.relationOps(tape.node(place));
            for (int k = 0; k < ops.size(); k++) {
                load(tape.argument(place, k));
                load(tape.argument(place, k + 1));
                // With NaN every comparison but ≠ fails.
                Relation.Op op = ops.get(k);
                out.visitInsn(op == Relation.Op.LT || op == Relation.Op.LE ? Opcodes.DCMPG : Opcodes.DCMPL);
                out.visitJumpInsn(switch (op) {
                    case EQ -> Opcodes.IFNE;
                    case NE -> Opcodes.IFEQ;
                    case LT -> Opcodes.IFGE;
                    case LE -> Opcodes.IFGT;
                    case GT -> Opcodes.IFLE;
                    case GE -> Opcodes.IFLT;
                }, otherwise);
            }
        }
    }

    /** The multiplications of the power at a place, its division aside; −1 if it is not computed by multiplying. */
    static int multiplications(Tape tape, int place) {
        Dag dag = tape.dag();
        int exponent = tape.argument(place, 1);
        if (tape.kind(exponent) != Dag.NUMBER || tape.node(tape.argument(place, 0)) == dag.e) {
            return -1;
        }
        int n = dag.numberIndex(tape.node(exponent));
        if (!dag.numbers().isInt(n) || Math.abs((long) dag.numbers().intValue(n)) > MAX_UNROLLED_POWER) {
            return -1;
        }
        int magnitude = Math.abs(dag.numbers().intValue(n));
        return 31 - Integer.numberOfLeadingZeros(magnitude) + Integer.bitCount(magnitude) - 1;
    }

    private static DdxException usage(String explanation) {
        return new DdxException(DdxException.Kind.USAGE, explanation);
    }
}
