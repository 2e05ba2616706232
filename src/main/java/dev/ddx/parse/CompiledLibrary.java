package dev.ddx.parse;

import dev.ddx.expr.Binder;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A library file that has been read, as bytes: the build makes them of the library that comes with ddx, so that a
 * start need not read its text. The distinct expressions stand first, each after its parts; 0 is for none.
 */
public final class CompiledLibrary {

    private static final List<Class<? extends Expr>> TYPES = List.of(Num.class, Sym.class, Const.class, Sum.class, Product.class, Quotient.class,
            Neg.class, Power.class, Call.class, Derivative.class, NthDerivative.class, Binder.class, Piecewise.class, Relation.class);

    private CompiledLibrary() {
    }

    /** The build step: reads the library file that is named first and writes its bytes to the second. */
    public static void main(String[] paths) throws IOException {
        Path source = Path.of(paths[0]);
        LibraryFile file = LibraryParser.parse(Files.readString(source), source.getFileName().toString(), FunctionTable.EMPTY, Set.of());
        Path target = Path.of(paths[1]);
        Files.createDirectories(target.getParent());
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            write(file, out);
        }
    }

    static void write(LibraryFile file, DataOutputStream out) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        Writer writer = new Writer(new DataOutputStream(rest), new LinkedHashMap<>());
        writer.file(file);
        new Writer(out, writer.numbers).expressions();
        rest.writeTo(out);
    }

    /** @throws IOException if the bytes cannot be read */
    public static LibraryFile read(DataInputStream in) throws IOException {
        return new Reader(in, new ArrayList<>()).file();
    }

    /** @param numbers the distinct expressions, each after its parts, numbered from 1 */
    private record Writer(DataOutputStream out, Map<Expr, Integer> numbers) {

        void file(LibraryFile file) throws IOException {
            out.writeShort(file.functions().size());
            for (FunctionDeclaration f : file.functions()) {
                function(f);
            }
            out.writeShort(file.rules().size());
            for (RuleText r : file.rules()) {
                rule(r);
            }
        }

        private void function(FunctionDeclaration f) throws IOException {
            out.writeUTF(f.name());
            expressions(f.parameters());
            texts(f.roles());
            expressions(f.derivatives());
            expression(f.body());
            text(f.latex());
            texts(f.aliases());
            out.writeByte(f.parity().ordinal());
            expression(f.domain());
            expression(f.unless());
            expression(f.smooth());
            expressions(f.complex());
            expressions(f.behaviour().ranges());
            out.writeBoolean(f.behaviour().integer());
            expression(f.behaviour().zero() == null ? null : f.behaviour().zero().toExpr());
            out.writeByte(f.behaviour().monotony().ordinal());
            expression(f.behaviour().continuous());
            out.writeBoolean(f.behaviour().computed());
            expression(f.behaviour().atInfinity());
            expression(f.behaviour().atMinusInfinity());
            expression(f.behaviour().elementary());
            expression(f.behaviour().cases());
            text(f.title());
            text(f.source());
        }

        private void rule(RuleText r) throws IOException {
            out.writeUTF(r.name());
            out.writeUTF(r.group());
            out.writeUTF(r.title());
            expression(r.pattern());
            expression(r.template());
            out.writeShort(r.conditions().size());
            for (RuleCondition c : r.conditions()) {
                text(c.subject());
                out.writeByte(c.kind().ordinal());
                expression(c.variable());
                expression(c.relation());
            }
            text(r.reason());
            text(r.source());
            out.writeInt(r.line());
        }

        private void text(String s) throws IOException {
            out.writeBoolean(s != null);
            if (s != null) {
                out.writeUTF(s);
            }
        }

        private void texts(List<String> all) throws IOException {
            out.writeShort(all.size());
            for (String s : all) {
                out.writeUTF(s);
            }
        }

        private void expressions(List<? extends Expr> all) throws IOException {
            out.writeShort(all.size());
            for (Expr e : all) {
                expression(e);
            }
        }

        private void expression(Expr e) throws IOException {
            out.writeShort(e == null ? 0 : number(e));
        }

        private int number(Expr root) {
            ArrayDeque<Expr> pending = new ArrayDeque<>();
            pending.push(root);
            while (!pending.isEmpty()) {
                Expr e = pending.peek();
                int before = pending.size();
                for (Expr part : e.children()) {
                    if (!numbers.containsKey(part)) {
                        pending.push(part);
                    }
                }
                if (pending.size() == before) {
                    pending.pop();
                    numbers.putIfAbsent(e, numbers.size() + 1);
                }
            }
            return numbers.get(root);
        }

        void expressions() throws IOException {
            out.writeShort(numbers.size());
            for (Expr e : numbers.keySet()) {
                node(e);
            }
        }

        private void node(Expr e) throws IOException {
            out.writeByte(TYPES.indexOf(e instanceof Binder ? Binder.class : e.getClass()));
            out.writeByte(e.children().size());
            for (Expr part : e.children()) {
                expression(part);
            }
            switch (e) {
                case Num n -> out.writeUTF(n.text());
                case Sym s -> out.writeUTF(s.name());
                case Const c -> out.writeUTF(c.name());
                case Call c -> {
                    out.writeUTF(c.name());
                    for (int order : c.orders()) {
                        out.writeByte(order);
                    }
                }
                case Derivative d -> texts(d.variables().stream().map(Sym::name).toList());
                case Relation r -> {
                    for (Relation.Op op : r.ops()) {
                        out.writeByte(op.ordinal());
                    }
                }
                case Piecewise p -> { }
                case Binder b -> out.writeUTF(b.notation());
                case NthDerivative d -> { }
                case Sum s -> { }
                case Product p -> { }
                case Quotient q -> { }
                case Neg n -> { }
                case Power p -> { }
            }
        }
    }

    /** @param all the distinct expressions, null at 0 */
    private record Reader(DataInputStream in, List<Expr> all) {

        private static final Relation.Op[] OPS = Relation.Op.values();

        LibraryFile file() throws IOException {
            all.add(null);
            int count = in.readShort();
            for (int i = 0; i < count; i++) {
                all.add(node());
            }
            count = in.readShort();
            List<FunctionDeclaration> functions = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                functions.add(function());
            }
            count = in.readShort();
            List<RuleText> rules = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                rules.add(rule());
            }
            return new LibraryFile(functions, rules);
        }

        private FunctionDeclaration function() throws IOException {
            return new FunctionDeclaration(in.readUTF(), expressions(Sym.class), texts(), expressions(Expr.class), expression(), text(), texts(),
                    FunctionDeclaration.Parity.values()[in.readByte()], (Relation) expression(), (Sym) expression(), (Relation) expression(), expressions(Relation.class),
                    new FunctionDeclaration.Behaviour(expressions(Relation.class), in.readBoolean(), number(),
                            FunctionDeclaration.Monotony.values()[in.readByte()], (Relation) expression(), in.readBoolean(),
                            expression(), expression(), expression(), (Piecewise) expression()),
                    text(), text());
        }

        private Rational number() throws IOException {
            Expr e = expression();
            return e == null ? null : Rational.fromLiteral(e);
        }

        private RuleText rule() throws IOException {
            String name = in.readUTF();
            String group = in.readUTF();
            String title = in.readUTF();
            Expr pattern = expression();
            Expr template = expression();
            int count = in.readShort();
            List<RuleCondition> conditions = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                conditions.add(new RuleCondition(text(), RuleCondition.Kind.values()[in.readByte()], (Sym) expression(), (Relation) expression()));
            }
            return new RuleText(name, group, title, pattern, template, List.copyOf(conditions), text(), text(), in.readInt());
        }

        private String text() throws IOException {
            return in.readBoolean() ? in.readUTF() : null;
        }

        private List<String> texts() throws IOException {
            int count = in.readShort();
            List<String> out = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                out.add(in.readUTF());
            }
            return out;
        }

        private <T extends Expr> List<T> expressions(Class<T> type) throws IOException {
            int count = in.readShort();
            List<T> out = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                out.add(type.cast(expression()));
            }
            return out;
        }

        private Expr expression() throws IOException {
            return all.get(in.readShort());
        }

        private Expr node() throws IOException {
            int type = in.readByte();
            Expr[] read = new Expr[in.readByte()];
            for (int i = 0; i < read.length; i++) {
                read[i] = expression();
            }
            List<Expr> parts = List.of(read);
            Class<? extends Expr> c = TYPES.get(type);
            if (c == Num.class) {
                return Num.parse(in.readUTF());
            } else if (c == Sym.class) {
                return Sym.of(in.readUTF());
            } else if (c == Const.class) {
                String name = in.readUTF();
                return Const.of(name);
            } else if (c == Sum.class) {
                return Sum.of(parts);
            } else if (c == Product.class) {
                return Product.of(parts);
            } else if (c == Quotient.class) {
                return Quotient.of(parts.get(0), parts.get(1));
            } else if (c == Neg.class) {
                return Neg.of(parts.get(0));
            } else if (c == Power.class) {
                return Power.of(parts.get(0), parts.get(1));
            } else if (c == Call.class) {
                String name = in.readUTF();
                List<Integer> orders = new ArrayList<>(parts.size());
                for (int i = 0; i < parts.size(); i++) {
                    orders.add((int) in.readByte());
                }
                return Call.of(name, orders, parts);
            } else if (c == Derivative.class) {
                return Derivative.of(parts.get(0), texts().stream().map(Sym::of).toList());
            } else if (c == NthDerivative.class) {
                return NthDerivative.of(parts.get(0), (Sym) parts.get(1), parts.get(2));
            } else if (c == Binder.class) {
                return Binder.of(in.readUTF(), parts);
            } else if (c == Piecewise.class) {
                List<Piecewise.Branch> branches = new ArrayList<>();
                for (int i = 0; i < parts.size(); i += 2) {
                    branches.add(new Piecewise.Branch(parts.get(i), i + 1 < parts.size() ? (Relation) parts.get(i + 1) : null));
                }
                return Piecewise.of(branches);
            }
            List<Relation.Op> ops = new ArrayList<>(parts.size() - 1);
            for (int i = 1; i < parts.size(); i++) {
                ops.add(OPS[in.readByte()]);
            }
            return Relation.of(parts, ops);
        }
    }
}
