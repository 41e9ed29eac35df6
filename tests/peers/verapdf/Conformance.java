import java.io.FileInputStream;
import java.io.PrintStream;
import java.util.TreeSet;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** For each file one line: flavour it declares, PASS or FAIL or ERROR, and the clauses it breaks. */
public final class Conformance {
    private Conformance() {
    }

    public static void main(String[] files) {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        var out = new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
        for (String file : files) {
            out.println(judge(file));
        }
    }

    private static String judge(String file) {
        var foundry = Foundries.defaultInstance();
        try (var stream = new FileInputStream(file); var parser = foundry.createParser(stream)) {
            PDFAFlavour flavour = parser.getFlavour();
            if (flavour == PDFAFlavour.NO_FLAVOUR) {
                return "none\tFAIL\tdeclares no PDF/A";
            }
            try (var validator = foundry.createValidator(flavour, false)) {
                var result = validator.validate(parser);
                var broken = new TreeSet<String>();
                for (TestAssertion check : result.getTestAssertions()) {
                    if (check.getStatus() == TestAssertion.Status.FAILED) {
                        var rule = check.getRuleId();
                        broken.add(rule.getClause() + "-" + rule.getTestNumber() + " " + check.getMessage());
                    }
                }
                return flavour.getId() + "\t" + (result.isCompliant() ? "PASS" : "FAIL") + "\t" + broken;
            }
        } catch (Exception error) {
            return "none\tERROR\t" + error;
        }
    }
}
