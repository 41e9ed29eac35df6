import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.enumerations.Level;
import eu.europa.esig.dss.enumerations.ValidationLevel;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.policy.ValidationPolicy;
import eu.europa.esig.dss.policy.EtsiValidationPolicy;
import eu.europa.esig.dss.policy.ValidationPolicyFacade;
import eu.europa.esig.dss.policy.jaxb.ConstraintsParameters;
import eu.europa.esig.dss.policy.jaxb.LevelConstraint;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.executor.signature.DefaultSignatureProcessExecutor;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges signed PDFs without a network: a question a line on stdin, its answer a line on stdout, both JSON.
 *
 * <p>Each file is judged twice over the same facts: by the policy that DSS comes with, and by one whose rules
 * about changes of a signed PDF fail a signature where they only warn by default.
 */
public final class Opinion {
    record Question(String file, String at, List<String> anchors, List<String> lists) {
    }

    /** One signature or time stamp; {@code level} is null for a time stamp. */
    record Word(String name, String signer, String level, String indication, String reason, List<String> said) {
    }

    record Report(List<Word> signatures, List<Word> stamps) {
    }

    record Answer(String file, Report usual, Report strict, String error) {
    }

    private static final Gson JSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private Opinion() {
    }

    public static void main(String[] none) throws Exception {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ConstraintsParameters usual = policy();
        ConstraintsParameters strict = policy();
        raise(strict);
        in.lines().map(line -> JSON.fromJson(line, Question.class)).toList().parallelStream()
                .map(asked -> answer(asked, new EtsiValidationPolicy(usual), new EtsiValidationPolicy(strict)))
                .forEachOrdered(given -> out.println(JSON.toJson(given)));
    }

    private static ConstraintsParameters policy() throws Exception {
        try (var stream = Opinion.class.getResourceAsStream("/policy/constraint.xml")) {
            return ValidationPolicyFacade.newFacade().unmarshall(stream);
        }
    }

    /** Let every rule about the signed PDF that only warns fail; a rule that is not there any more stops all. */
    private static void raise(ConstraintsParameters policy) {
        var rules = policy.getSignatureConstraints().getBasicSignatureConstraints();
        Stream<LevelConstraint> warning = Stream.of(rules.getByteRangeCollision(), rules.getPdfAnnotationOverlap(),
                rules.getPdfVisualDifference(), rules.getDocMDP(), rules.getFieldMDP(), rules.getSigFieldLock(),
                rules.getUndefinedChanges());
        warning.forEach(rule -> {
            if (rule.getLevel() != Level.WARN) {
                throw new IllegalStateException("a rule that warned before is at " + rule.getLevel());
            }
            rule.setLevel(Level.FAIL);
        });
    }

    private static Answer answer(Question asked, ValidationPolicy usual, ValidationPolicy strict) {
        try {
            var at = Date.from(Instant.parse(asked.at()));
            var validator = SignedDocumentValidator.fromDocument(new FileDocument(asked.file()));
            validator.setCertificateVerifier(verifier(asked));
            validator.setValidationTime(at);
            validator.setEnableEtsiValidationReport(false);
            Reports first = validator.validateDocument(usual);
            var again = new DefaultSignatureProcessExecutor();
            again.setDiagnosticData(first.getDiagnosticDataJaxb());
            again.setValidationPolicy(strict);
            again.setValidationLevel(ValidationLevel.ARCHIVAL_DATA);
            again.setEnableEtsiValidationReport(false);
            again.setCurrentTime(at);
            return new Answer(asked.file(), report(first), report(again.execute()), null);
        } catch (Exception | StackOverflowError error) {
            return new Answer(asked.file(), null, null, error.getClass().getSimpleName() + ": " + error.getMessage());
        }
    }

    private static CommonCertificateVerifier verifier(Question asked) throws IOException {
        var trusted = new CommonTrustedCertificateSource();
        asked.anchors().forEach(file -> trusted.addCertificate(DSSUtils.loadCertificate(new File(file))));
        var verifier = new CommonCertificateVerifier(true);
        verifier.setTrustedCertSources(trusted);
        if (!asked.lists().isEmpty()) {
            var lists = new ArrayList<InputStream>();
            for (String file : asked.lists()) {
                lists.add(new ByteArrayInputStream(Files.readAllBytes(Path.of(file))));
            }
            verifier.setCrlSource(new ExternalResourcesCRLSource(lists.toArray(new InputStream[0])));
        }
        return verifier;
    }

    private static Report report(Reports reports) {
        var simple = reports.getSimpleReport();
        var signatures = new ArrayList<Word>();
        for (SignatureWrapper one : reports.getDiagnosticData().getSignatures()) {
            String level = String.valueOf(simple.getSignatureFormat(one.getId()));
            signatures.add(word(reports, one.getId(), one.getFirstFieldName(), simple.getSignedBy(one.getId()), level));
        }
        var stamps = new ArrayList<Word>();
        for (TimestampWrapper one : reports.getDiagnosticData().getTimestampList()) {
            String maker = simple.getProducedBy(one.getId());
            stamps.add(word(reports, one.getId(), String.valueOf(one.getType()), maker, null));
        }
        return new Report(signatures, stamps);
    }

    private static Word word(Reports reports, String id, String name, String signer, String level) {
        var simple = reports.getSimpleReport();
        var said = new ArrayList<String>();
        simple.getAdESValidationErrors(id).forEach(message -> said.add("error: " + message.getValue()));
        simple.getAdESValidationWarnings(id).forEach(message -> said.add("warning: " + message.getValue()));
        var reason = simple.getSubIndication(id);
        return new Word(name, signer, level, String.valueOf(simple.getIndication(id)),
                reason == null ? "" : reason.name(), said);
    }
}
