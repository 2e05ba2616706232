package dev.ddx.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What is linked at build time does what the compiler's code, linked at run time, does. */
class EarlyLinkingTest {

    public sealed interface Shape permits Circle, Square, Blob {

        /** A switch in an interface. */
        default int corners() {
            return switch (this) {
                case Circle c -> 0;
                case Square s -> 4;
                case Blob b -> -1;
            };
        }
    }

    public record Circle(double radius, Object colour) implements Shape {
    }

    public record Square(int side, long id, char mark, boolean filled, int[] holes) implements Shape {
    }

    public enum Blob implements Shape { SMALL, LARGE }

    public record Nothing() {
    }

    /**
     * Switches of all kinds; those whose labels are not all classes are left as they are. The class is rewritten,
     * loaded a second time and asked the same.
     */
    public static final class Switches implements BiFunction<Object, Integer, Object> {

        @Override
        public Object apply(Object o, Integer kind) {
            return switch (kind) {
                case 0 -> types(o);
                case 1 -> guarded(o);
                case 2 -> withNull(o);
                case 3 -> constants(o);
                case 4 -> nested(o);
                default -> ((Shape) o).corners();
            };
        }

        private static String types(Object o) {
            return switch (o) {
                case String s -> "text " + s;
                case Integer i -> "number " + i;
                case int[] a -> "array of " + a.length;
                case Shape s -> "shape";
                default -> "something";
            };
        }

        private static String guarded(Object o) {
            return switch (o) {
                case Integer i when i < 0 -> "negative";
                case String s when s.isEmpty() -> "empty";
                case Integer i when i > 100 -> "large";
                case Number n when n.intValue() == 7 -> "seven";
                case Integer i -> "integer";
                case CharSequence s -> "text";
                default -> "something";
            };
        }

        private static String withNull(Object o) {
            return switch (o) {
                case null -> "null";
                case Circle c -> "circle";
                case Object other -> "other";
            };
        }

        private static String constants(Object o) {
            return switch (o) {
                case Shape s -> enumeration(s);
                case String s -> text(s);
                default -> "something";
            };
        }

        private static String enumeration(Shape s) {
            return switch (s) {
                case Blob.SMALL -> "small";
                case Blob.LARGE -> "huge";
                case Circle c -> "circle";
                case Square q -> "square";
            };
        }

        private static String text(String text) {
            return switch (text) {
                case "a" -> "first";
                case String s when s.length() > 3 -> "long";
                case "b" -> "second";
                case String s -> "short";
            };
        }

        private static String nested(Object o) {
            return switch (o) {
                case Circle(double r, String colour) when r > 1 -> "large and " + colour;
                case Circle(double r, Circle(double inner, Object c)) -> "ring of " + r + " and " + inner;
                case Circle c -> "circle";
                default -> "something";
            };
        }
    }

    private static final class Loader extends ClassLoader {

        Loader() {
            super(EarlyLinkingTest.class.getClassLoader());
        }

        Class<?> rewritten(Class<?> type) throws IOException {
            byte[] code = EarlyLinking.rewrite(bytes(type));
            return defineClass(type.getName(), code, 0, code.length);
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    private static List<Object> subjects() {
        List<Object> all = new ArrayList<>(List.of("", "a", "b", "abcd", new StringBuilder("x"), -1, 0, 7, 8, 1000, 7L, 8L, new int[2], 'a', new Object()));
        all.addAll(List.of(Blob.values()));
        all.addAll(List.of(new Circle(1, "red"), new Circle(2, "red"), new Circle(2, 3), new Circle(3, new Circle(1, "blue")),
                new Square(1, 2, 'x', true, null)));
        all.add(new Circle(2, null));
        return all;
    }

    @Test
    @SuppressWarnings("unchecked")
    void switchesChooseTheSameBranch() throws Exception {
        BiFunction<Object, Integer, Object> rewritten = (BiFunction<Object, Integer, Object>) new Loader().rewritten(Switches.class)
                .getConstructor().newInstance();
        BiFunction<Object, Integer, Object> compiled = new Switches();
        Set<Object> answers = new HashSet<>();
        for (int kind = 0; kind <= 4; kind++) {
            for (Object o : subjects()) {
                Object answer = compiled.apply(o, kind);
                assertThat(rewritten.apply(o, kind)).as("switch %s of %s", kind, o).isEqualTo(answer);
                answers.add(answer);
            }
        }
        assertThat(rewritten.apply(null, 2)).isEqualTo("null");
        for (int kind : new int[] {0, 1, 3, 4}) {
            assertThatNullPointerException().isThrownBy(() -> rewritten.apply(null, kind));
        }
        assertThat(answers).contains("seven", "large", "negative", "huge", "first", "long", "second", "short", "array of 2",
                "large and red", "ring of 3.0 and 1.0");
    }

    @Test
    void switchesInInterfacesChooseTheSameBranch() throws Exception {
        assertThat(linkedLate(EarlyLinking.rewrite(bytes(Shape.class)))).isEmpty();
        Loader loader = new Loader();
        loader.rewritten(Shape.class);
        loader.rewritten(Circle.class);
        loader.rewritten(Square.class);
        Class<?> blob = loader.rewritten(Blob.class);
        Object small = blob.getEnumConstants()[0];
        assertThat(blob.getMethod("corners").invoke(small)).isEqualTo(Blob.SMALL.corners());
    }

    @Test
    void recordsAreEqualWhereTheirPartsAre() throws Exception {
        Loader loader = new Loader();
        loader.rewritten(Shape.class);
        Class<?> circle = loader.rewritten(Circle.class);
        Class<?> square = loader.rewritten(Square.class);
        Class<?> nothing = loader.rewritten(Nothing.class);
        List<Object> compiled = new ArrayList<>();
        List<Object> rewritten = new ArrayList<>();
        var newCircle = circle.getConstructor(double.class, Object.class);
        for (double radius : new double[] {0.0, -0.0, 1.5, Double.NaN}) {
            for (Object colour : new Object[] {null, "red", "blue", new String("red")}) {
                compiled.add(new Circle(radius, colour));
                rewritten.add(newCircle.newInstance(radius, colour));
            }
        }
        int[] holes = {1};
        var newSquare = square.getConstructor(int.class, long.class, char.class, boolean.class, int[].class);
        for (int side : new int[] {0, -7}) {
            for (long id : new long[] {1, 1L << 40}) {
                for (char mark : new char[] {'a', '\uffff'}) {
                    for (int[] h : new int[][] {null, holes, {1}}) {
                        compiled.add(new Square(side, id, mark, side == 0, h));
                        rewritten.add(newSquare.newInstance(side, id, mark, side == 0, h));
                    }
                }
            }
        }
        var newNothing = nothing.getConstructor();
        for (int i = 0; i < 2; i++) {
            compiled.add(new Nothing());
            rewritten.add(newNothing.newInstance());
        }
        for (int i = 0; i < compiled.size(); i++) {
            assertThat(rewritten.get(i).hashCode()).isEqualTo(compiled.get(i).hashCode());
            assertThat(rewritten.get(i).equals(null)).isFalse();
            assertThat(rewritten.get(i).equals(compiled.get(i))).as("another class").isFalse();
            for (int j = 0; j < compiled.size(); j++) {
                assertThat(rewritten.get(i).equals(rewritten.get(j))).as("%s and %s", compiled.get(i), compiled.get(j))
                        .isEqualTo(compiled.get(i).equals(compiled.get(j)));
            }
        }
    }

    @Test
    void rewritingTwiceChangesNothing() throws IOException {
        for (Class<?> type : List.of(Switches.class, Shape.class, Circle.class, Nothing.class)) {
            byte[] once = EarlyLinking.rewrite(bytes(type));
            assertThat(once).isNotEqualTo(bytes(type));
            assertThat(EarlyLinking.rewrite(once)).isSameAs(once);
        }
        byte[] plain = bytes(Plain.class);
        assertThat(EarlyLinking.rewrite(plain)).isSameAs(plain);
    }

    private static final class Plain {
        static Runnable lambda() {
            return () -> { };
        }
    }

    /** All of the library has gone through the step: a switch that it does not know must be taught to it. */
    @Test
    void noClassOfTheLibraryIsLinkedLate() throws IOException {
        Path classes = Path.of("target", "classes");
        List<String> late = new ArrayList<>();
        int files = 0;
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".class")).toList()) {
                late.addAll(linkedLate(Files.readAllBytes(file)));
                files++;
            }
        }
        assertThat(files).isGreaterThan(100);
        assertThat(late).isEmpty();
    }

    private static List<String> linkedLate(byte[] code) {
        List<String> out = new ArrayList<>();
        ClassReader reader = new ClassReader(code);
        reader.accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
                        boolean equality = bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods") && !called.equals("toString");
                        if (equality || bootstrap.getOwner().equals("java/lang/runtime/SwitchBootstraps")) {
                            out.add(reader.getClassName() + "." + name);
                        }
                    }
                };
            }
        }, 0);
        return out;
    }
}
