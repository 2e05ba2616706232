import org.matheclipse.core.eval.ExprEvaluator;

/** Prints what Symja answers to each expression, one line each. */
public class SymjaAnswer {

    public static void main(String[] arguments) {
        for (String text : arguments) {
            String answer;
            try {
                answer = new ExprEvaluator(false, (short) 100).eval(text).toString();
            } catch (RuntimeException e) {
                answer = "error: " + e.getClass().getSimpleName();
            }
            System.out.println(answer.replace('\n', ' '));
        }
        System.exit(0);
    }
}
