package dev.ddx.writeup;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.render.DisplayedLines;
import dev.ddx.render.Language;
import dev.ddx.render.Mark;
import dev.ddx.rewrite.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes documents about derivatives.
 *
 * <pre>{@code
 * Document d = WriteUp.plain().document(null, List.of(Subject.of(Ddx.standard(), "x^x")));
 * String page = HtmlWriter.write(d);
 * }</pre>
 *
 * @param level the level of detail that is shown first; HTML has the others as well
 * @param marks how LaTeX and Markdown mark what changes
 */
public record WriteUp(Language language, Document.Style style, Detail level, Mark marks) {

    private static final long STACK = 16L << 20;
    /** A wider formula is no title, in em. */
    private static final double WIDEST_TITLE = 14;

    /** In English, an article, without marks. */
    public static WriteUp plain() {
        return new WriteUp(Language.ENGLISH, Document.Style.ARTICLE, Detail.NORMAL, Mark.NONE);
    }

    /**
     * A document with a chapter for each derivative.
     *
     * @param title words with formulas between dollar signs, or null for one that is made
     * @throws dev.ddx.expr.DdxException as {@link dev.ddx.Ddx#derivation} does; of kind DEFECT if a step or a value is not right
     */
    public Document document(String title, List<Subject> subjects) {
        List<Block> blocks = new ArrayList<>();
        List<List<Block>> chapters = chapters(subjects);
        for (int i = 0; i < subjects.size(); i++) {
            if (subjects.size() > 1) {
                blocks.add(new Block.Heading(1, heading(subjects.get(i))));
            }
            blocks.addAll(chapters.get(i));
        }
        Vocabulary words = language.vocabulary();
        List<Inline> shown = title != null ? Inline.of(title) : subjects.size() == 1 ? heading(subjects.get(0)) : Inline.of(words.atTheStart(words.message("Derivatives")));
        return new Document(shown, "", language, style, marks, blocks);
    }

    /** Chapters know nothing of each other, so each processor makes some of them. */
    private List<List<Block>> chapters(List<Subject> subjects) {
        if (subjects.size() == 1) {
            return List.of(chapter(subjects.get(0), 1));
        }
        ExecutorService processors = Executors.newFixedThreadPool(Math.min(subjects.size(), Runtime.getRuntime().availableProcessors()),
                task -> new Thread(null, task, "ddx chapter", STACK));
        try {
            List<List<Block>> out = new ArrayList<>();
            for (Future<List<Block>> chapter : subjects.stream().map(s -> processors.submit(() -> chapter(s, 2))).toList()) {
                out.add(chapter.get());
            }
            return out;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DdxException(DdxException.Kind.LIMIT, "the time is up while chapters are written; more is allowed with --timeout");
        } finally {
            // Those that still work look whether they are interrupted.
            processors.shutdownNow();
        }
    }

    /** The blocks about one derivative. */
    List<Block> chapter(Subject s, int headings) {
        // HTML shows what changes where one points; the other formats as they are told.
        return new DerivativeChapter(s, language, level, marks, headings).blocks();
    }

    private List<Inline> heading(Subject s) {
        Vocabulary words = language.vocabulary();
        DerivationPrinter printer = new DerivationPrinter(s.ddx().functions(), level).in(language);
        Expr f = s.function() instanceof Relation r && r.isEquation() ? r.right() : s.function();
        String formula = printer.latex(f);
        String title = DisplayedLines.width(formula) > WIDEST_TITLE ? words.message("The derivative with respect to ${x}$").replace("{x}", printer.latex(s.variable()))
                : s.order() == 1 ? words.message("The derivative of ${f}$").replace("{f}", formula)
                : words.message("The derivative of order {n} of ${f}$").replace("{n}", String.valueOf(s.order())).replace("{f}", formula);
        return Inline.of(words.atTheStart(title));
    }
}
