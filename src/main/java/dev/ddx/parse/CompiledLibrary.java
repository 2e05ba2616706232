package dev.ddx.parse;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Neg;
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
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A library file that has been read, as bytes: the build makes them of the library that comes with ddx, so that a
 * start need not read its text. An expression stands in postfix order.
 */
public final class CompiledLibrary {

    private static final List<Class<? extends Expr>> TYPES = List.of(Num.class, Sym.class, Const.class, Sum.class, Product.class, Quotient.class,
            Neg.class, Power.class, Call.class, Derivative.class, EvaluatedAt.class, Limit.class, Piecewise.class, Relation.class);

    private CompiledLibrary() {
    }

    /** The build step: reads the library file that is named first and writes its bytes to the second. */
    public static void main(String[] paths) throws IOException {
        Path source = Path.of(paths[0]);
        LibraryFile file = LibraryParser.parse(Files.readString(source), source.getFileName().toString(), FunctionTable.EMPTY);
        Path target = Path.of(paths[1]);
        Files.createDirectories(target.getParent());
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            write(file, out);
        }
    }

    static void write(LibraryFile file, DataOutputStream out) throws IOException {
        new Writer(out).file(file);
    }

    /** @throws IOException if the bytes cannot be read */
    public static LibraryFile read(DataInputStream in) throws IOException {
        return new Reader(in).file();
    }

    private record Writer(DataOutputStream out) {

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
            expressions(f.behaviour().ranges());
            out.writeBoolean(f.behaviour().integer());
            expression(f.behaviour().zero() == null ? null : f.behaviour().zero().toExpr());
            out.writeByte(f.behaviour().monotony().ordinal());
            expression(f.behaviour().continuous());
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

        /** The number of nodes, 0 for null, then each node after its children. */
        private void expression(Expr root) throws IOException {
            ArrayDeque<Expr> postfix = new ArrayDeque<>();
            ArrayDeque<Expr> pending = new ArrayDeque<>();
            if (root != null) {
                pending.push(root);
            }
            while (!pending.isEmpty()) {
                Expr e = pending.pop();
                postfix.push(e);
                e.children().forEach(pending::push);
            }
            out.writeShort(postfix.size());
            for (Expr e : postfix) {
                node(e);
            }
        }

        private void node(Expr e) throws IOException {
            out.writeByte(TYPES.indexOf(e.getClass()));
            out.writeByte(e.children().size());
            switch (e) {
                case Num n -> out.writeUTF(n.value().toPlainString());
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
                case EvaluatedAt a -> { }
                case Limit l -> { }
                case Sum s -> { }
                case Product p -> { }
                case Quotient q -> { }
                case Neg n -> { }
                case Power p -> { }
            }
        }
    }

    private record Reader(DataInputStream in) {

        private static final Relation.Op[] OPS = Relation.Op.values();

        LibraryFile file() throws IOException {
            int count = in.readShort();
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
                    FunctionDeclaration.Parity.values()[in.readByte()], (Relation) expression(), (Sym) expression(), (Relation) expression(),
                    new FunctionDeclaration.Behaviour(expressions(Relation.class), in.readBoolean(), number(),
                            FunctionDeclaration.Monotony.values()[in.readByte()], (Relation) expression()),
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
            return new RuleText(name, group, title, pattern, template, List.copyOf(conditions), text(), in.readInt());
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
            int nodes = in.readShort();
            List<Expr> done = new ArrayList<>(nodes);
            for (int i = 0; i < nodes; i++) {
                int type = in.readByte();
                int arity = in.readByte();
                List<Expr> last = done.subList(done.size() - arity, done.size());
                Expr e = node(type, List.copyOf(last));
                last.clear();
                done.add(e);
            }
            return nodes == 0 ? null : done.get(0);
        }

        private Expr node(int type, List<Expr> parts) throws IOException {
            Class<? extends Expr> c = TYPES.get(type);
            if (c == Num.class) {
                return Num.of(new BigDecimal(in.readUTF()));
            } else if (c == Sym.class) {
                return Sym.of(in.readUTF());
            } else if (c == Const.class) {
                String name = in.readUTF();
                return name.equals("e") ? Const.E : name.equals("pi") ? Const.PI : Const.I;
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
            } else if (c == EvaluatedAt.class) {
                return EvaluatedAt.of(parts.get(0), (Sym) parts.get(1), parts.get(2));
            } else if (c == Limit.class) {
                return Limit.of(parts.get(0), (Sym) parts.get(1), parts.get(2));
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
