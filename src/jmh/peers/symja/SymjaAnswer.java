import java.io.PrintStream;
import org.matheclipse.core.eval.ExprEvaluator;

/** Prints what Symja answers to each expression, one line each; its warnings go to standard error. */
public class SymjaAnswer {

    public static void main(String[] arguments) {
        PrintStream answers = System.out;
        System.setOut(System.err);
        for (String text : arguments) {
            String answer;
            try {
                answer = new ExprEvaluator(false, (short) 100).eval(text).toString();
            } catch (RuntimeException e) {
                answer = "error: " + e.getClass().getSimpleName();
            }
            answers.println(answer.replace('\n', ' '));
        }
        System.exit(0);
    }
}
