package dev.ddx.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A build step: switches over types and the equality of records, whose code the compiler leaves to be made at each
 * run, where no cache of classes holds it, become methods of their class. What has been rewritten stays as it is.
 */
public final class EarlyLinking {

    private EarlyLinking() {
    }

    /** Rewrites the class files of a folder. */
    public static void main(String[] arguments) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(arguments[0]))) {
            files = all.filter(f -> f.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            byte[] before = Files.readAllBytes(file);
            byte[] after = rewrite(before);
            if (after != before) {
                Files.write(file, after);
            }
        }
    }

    /** The class with its own code for what would be linked at run time; the same array if there is nothing to do. */
    static byte[] rewrite(byte[] before) {
        ClassWriter writer = new ClassWriter(0);
        Rewriter rewriter = new Rewriter(writer);
        new ClassReader(before).accept(rewriter, 0);
        return rewriter.bodies.isEmpty() ? before : writer.toByteArray();
    }

    /** The code of a call site, as a static method with the arguments of the call. */
    interface Body {

        void write(MethodVisitor m);

        /** The body for what a bootstrap method promises; null for one that is not known here. */
        static Body of(String name, Handle bootstrap, Object... arguments) {
            return switch (bootstrap.getOwner() + "." + bootstrap.getName()) {
                case "java/lang/runtime/SwitchBootstraps.typeSwitch" -> TypeSwitch.of(arguments);
                case "java/lang/runtime/ObjectMethods.bootstrap" -> {
                    Type type = (Type) arguments[0];
                    List<Handle> fields = Arrays.stream(arguments).skip(2).map(Handle.class::cast).toList();
                    yield switch (name) {
                        case "equals" -> new RecordEquals(type, fields);
                        case "hashCode" -> new RecordHashCode(fields);
                        default -> null;
                    };
                }
                default -> null;
            };
        }
    }

    /** The index of the first class from a given one on that has the object; their number if none has it, -1 for null. */
    private record TypeSwitch(List<Type> labels) implements Body {

        static TypeSwitch of(Object... labels) {
            boolean classes = labels.length > 0 && Arrays.stream(labels)
                    .allMatch(l -> l instanceof Type t && (t.getSort() == Type.OBJECT || t.getSort() == Type.ARRAY));
            return classes ? new TypeSwitch(Arrays.stream(labels).map(Type.class::cast).toList()) : null;
        }

        @Override
        public void write(MethodVisitor m) {
            Label some = new Label();
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitJumpInsn(Opcodes.IFNONNULL, some);
            m.visitInsn(Opcodes.ICONST_M1);
            m.visitInsn(Opcodes.IRETURN);
            target(m, some);
            Label[] tests = Stream.generate(Label::new).limit(labels.size() + 1).toArray(Label[]::new);
            Label none = tests[labels.size()];
            m.visitVarInsn(Opcodes.ILOAD, 1);
            m.visitTableSwitchInsn(0, labels.size() - 1, none, Arrays.copyOf(tests, labels.size()));
            for (int i = 0; i < labels.size(); i++) {
                target(m, tests[i]);
                m.visitVarInsn(Opcodes.ALOAD, 0);
                m.visitTypeInsn(Opcodes.INSTANCEOF, labels.get(i).getInternalName());
                m.visitJumpInsn(Opcodes.IFEQ, tests[i + 1]);
                m.visitIntInsn(Opcodes.SIPUSH, i);
                m.visitInsn(Opcodes.IRETURN);
            }
            target(m, none);
            m.visitIntInsn(Opcodes.SIPUSH, labels.size());
            m.visitInsn(Opcodes.IRETURN);
            m.visitMaxs(1, 2);
        }
    }

    private record RecordEquals(Type type, List<Handle> fields) implements Body {

        @Override
        public void write(MethodVisitor m) {
            Label other = new Label();
            Label different = new Label();
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitVarInsn(Opcodes.ALOAD, 1);
            m.visitJumpInsn(Opcodes.IF_ACMPNE, other);
            m.visitInsn(Opcodes.ICONST_1);
            m.visitInsn(Opcodes.IRETURN);
            target(m, other);
            m.visitVarInsn(Opcodes.ALOAD, 1);
            m.visitTypeInsn(Opcodes.INSTANCEOF, type.getInternalName());
            m.visitJumpInsn(Opcodes.IFEQ, different);
            for (Handle field : fields) {
                m.visitVarInsn(Opcodes.ALOAD, 0);
                get(m, field);
                m.visitVarInsn(Opcodes.ALOAD, 1);
                m.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
                get(m, field);
                Type t = Type.getType(field.getDesc());
                if (isReference(t)) {
                    m.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/Objects", "equals", "(Ljava/lang/Object;Ljava/lang/Object;)Z", false);
                    m.visitJumpInsn(Opcodes.IFEQ, different);
                } else {
                    m.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper(t), "compare", "(" + t + t + ")I", false);
                    m.visitJumpInsn(Opcodes.IFNE, different);
                }
            }
            m.visitInsn(Opcodes.ICONST_1);
            m.visitInsn(Opcodes.IRETURN);
            target(m, different);
            m.visitInsn(Opcodes.ICONST_0);
            m.visitInsn(Opcodes.IRETURN);
            m.visitMaxs(4, 2);
        }
    }

    private record RecordHashCode(List<Handle> fields) implements Body {

        @Override
        public void write(MethodVisitor m) {
            m.visitInsn(Opcodes.ICONST_0);
            for (Handle field : fields) {
                m.visitIntInsn(Opcodes.BIPUSH, 31);
                m.visitInsn(Opcodes.IMUL);
                m.visitVarInsn(Opcodes.ALOAD, 0);
                get(m, field);
                Type t = Type.getType(field.getDesc());
                if (isReference(t)) {
                    m.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/Objects", "hashCode", "(Ljava/lang/Object;)I", false);
                } else {
                    m.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper(t), "hashCode", "(" + t + ")I", false);
                }
                m.visitInsn(Opcodes.IADD);
            }
            m.visitInsn(Opcodes.IRETURN);
            m.visitMaxs(3, 1);
        }
    }

    private static void get(MethodVisitor m, Handle field) {
        m.visitFieldInsn(Opcodes.GETFIELD, field.getOwner(), field.getName(), field.getDesc());
    }

    private static boolean isReference(Type t) {
        return t.getSort() == Type.OBJECT || t.getSort() == Type.ARRAY;
    }

    private static String wrapper(Type primitive) {
        return "java/lang/" + switch (primitive.getSort()) {
            case Type.BOOLEAN -> "Boolean";
            case Type.CHAR -> "Character";
            case Type.BYTE -> "Byte";
            case Type.SHORT -> "Short";
            case Type.INT -> "Integer";
            case Type.LONG -> "Long";
            case Type.FLOAT -> "Float";
            case Type.DOUBLE -> "Double";
            default -> throw new IllegalArgumentException(primitive.toString());
        };
    }

    /** A place that is jumped to; no body has variables other than its arguments. */
    private static void target(MethodVisitor m, Label label) {
        m.visitLabel(label);
        m.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    private static final class Rewriter extends ClassVisitor {

        private record Signature(String name, String descriptor) {
        }

        private final Map<Signature, Body> bodies = new LinkedHashMap<>();
        private String owner;
        private boolean isInterface;

        Rewriter(ClassVisitor out) {
            super(Opcodes.ASM9, out);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
            owner = name;
            isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
                    Body body = Body.of(called, bootstrap, arguments);
                    if (body == null) {
                        super.visitInvokeDynamicInsn(called, type, bootstrap, arguments);
                    } else {
                        Signature s = new Signature(called + "$" + bodies.size(), type);
                        bodies.put(s, body);
                        super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, s.name, s.descriptor, isInterface);
                    }
                }
            };
        }

        @Override
        public void visitEnd() {
            bodies.forEach((s, body) -> {
                MethodVisitor m = cv.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, s.name, s.descriptor, null, null);
                m.visitCode();
                body.write(m);
                m.visitEnd();
            });
            super.visitEnd();
        }
    }
}
