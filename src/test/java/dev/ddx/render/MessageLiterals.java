package dev.ddx.render;

import dev.ddx.calculus.Method;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The messages in the compiled classes: what stands as a literal in {@code Reason.of(…)}, {@code message(…)} and {@code new Method(…)}. A
 * message that is not a literal there could not be known here, so that it is a fault, but where texts of rules are read.
 */
final class MessageLiterals {

    private static final String REASON = internalName(Reason.class);
    private static final String METHOD = internalName(Method.class);
    private static final Set<String> VOCABULARIES = Set.of(internalName(Vocabulary.class), internalName(Dictionary.class));
    /** Who passes on the texts of rules, which are messages of their own, or a title that is read from a file. */
    private static final Set<String> PASS_ON = Set.of(REASON, internalName(Dictionary.class), internalName(Language.class),
            "dev/ddx/calculus/TextRule", "dev/ddx/calculus/Methods", "dev/ddx/cli/Certificate");

    private final Set<String> messages = new LinkedHashSet<>();
    private final List<String> faults = new ArrayList<>();

    /** Of all classes of the library and the command. */
    static MessageLiterals ofTheClasses() {
        MessageLiterals out = new MessageLiterals();
        try (Stream<Path> files = Files.walk(Path.of(Reason.class.getProtectionDomain().getCodeSource().getLocation().toURI()))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                out.read(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
        return out;
    }

    /** Of one class as it stands in a class file. */
    static MessageLiterals of(byte[] classFile) {
        MessageLiterals out = new MessageLiterals();
        out.read(classFile);
        return out;
    }

    Set<String> messages() {
        return messages;
    }

    /** Where a message is made that is no literal. */
    List<String> faults() {
        return faults;
    }

    private static String internalName(Class<?> c) {
        return c.getName().replace('.', '/');
    }

    private void read(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        String name = reader.getClassName();
        reader.accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String method, String descriptor, String signature, String[] exceptions) {
                return new Calls(name, method);
            }
        }, 0);
    }

    /** Follows the string literals that stand directly before a call. */
    private final class Calls extends MethodVisitor {

        private final String owner;
        private final String method;
        private final List<String> literals = new ArrayList<>();

        Calls(String owner, String method) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.method = method;
        }

        private void fault(String what) {
            if (!PASS_ON.contains(owner.replaceFirst("\\$.*", ""))) {
                faults.add(what + " in " + owner.replace('/', '.') + "." + method);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String callee, String called, String descriptor, boolean isInterface) {
            if (callee.equals(REASON) && called.equals("<init>")) {
                fault("new Reason(…)");
            } else if (callee.equals(REASON) && called.equals("of") && descriptor.startsWith("(Ljava/lang/String;")) {
                reason(descriptor.startsWith("(Ljava/lang/String;Ljava/lang/String;)") ? 2 : 1);
            } else if (callee.equals(METHOD) && called.equals("<init>")) {
                if (literals.isEmpty()) {
                    fault("new Method(…) of what is no literal");
                } else {
                    messages.add(literals.get(literals.size() - 1));
                }
            } else if (VOCABULARIES.contains(callee) && called.equals("message")) {
                if (literals.isEmpty()) {
                    fault("message(…) of what is no literal");
                } else {
                    messages.add(literals.get(literals.size() - 1));
                }
            }
            literals.clear();
        }

        private void reason(int count) {
            if (literals.size() < count) {
                fault("Reason.of(…) of what is no literal");
                return;
            }
            List<String> last = literals.subList(literals.size() - count, literals.size());
            messages.add(last.get(0));
            messages.add(Reason.message(last.get(0), count == 2 ? last.get(1) : ""));
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object a : arguments) {
                if (a instanceof Handle h && (h.getOwner().equals(REASON) && (h.getName().equals("of") || h.getName().equals("<init>"))
                        || VOCABULARIES.contains(h.getOwner()) && h.getName().equals("message"))) {
                    fault("a reference to " + h.getName());
                }
            }
            literals.clear();
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof String s) {
                literals.add(s);
            } else {
                literals.clear();
            }
        }

        @Override
        public void visitFrame(int type, int locals, Object[] local, int stacks, Object[] stack) {
            // Here branches meet: the literal before may be one of several.
            literals.clear();
        }

        @Override
        public void visitInsn(int opcode) {
            literals.clear();
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            literals.clear();
        }

        @Override
        public void visitVarInsn(int opcode, int index) {
            literals.clear();
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            literals.clear();
        }

        @Override
        public void visitFieldInsn(int opcode, String o, String name, String descriptor) {
            literals.clear();
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            literals.clear();
        }

        @Override
        public void visitIincInsn(int index, int increment) {
            literals.clear();
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
            literals.clear();
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
            literals.clear();
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            literals.clear();
        }
    }
}
