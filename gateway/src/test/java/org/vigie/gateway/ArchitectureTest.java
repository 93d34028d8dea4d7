package org.vigie.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The arrows of ARCHITECTURE.md over all modules (the gateway's class path holds every one of them). */
@AnalyzeClasses(
        packages = "org.vigie",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    private static final String MODEL = "org.vigie.model..";
    private static final String PROFILES = "org.vigie.profiles..";
    private static final String ADAPTER = "org.vigie.adapter..";
    private static final String DASHBOARD = "org.vigie.dashboard..";
    private static final String GATEWAY = "org.vigie.gateway..";
    private static final String SIMULATOR = "org.vigie.simulator..";
    private static final String[] PURE = {
        MODEL, "org.vigie.adapter..codec..", "org.vigie.adapter..session..", "org.vigie.adapter..mapping.."
    };

    /** The model's test-jar is on the class path too. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar") && !location.contains("test-classes");
        }
    }

    @ArchTest
    static final ArchRule modelKnowsOnlyTheJdk = classes()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(MODEL, "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule profilesKnowOnlyTheModel = noClasses()
            .that()
            .resideInAPackage(PROFILES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ADAPTER, DASHBOARD, GATEWAY, SIMULATOR);

    @ArchTest
    static final ArchRule adaptersDoNotKnowWhoUsesThem = noClasses()
            .that()
            .resideInAPackage(ADAPTER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DASHBOARD, GATEWAY, SIMULATOR);

    @ArchTest
    static final ArchRule dashboardKnowsOnlyTheModel = noClasses()
            .that()
            .resideInAPackage(DASHBOARD)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PROFILES, ADAPTER, GATEWAY, SIMULATOR);

    /** Encoder and decoder are written twice: one misreading must not pass every test. */
    @ArchTest
    static final ArchRule simulatorDoesNotKnowTheAdapters = noClasses()
            .that()
            .resideInAPackage(SIMULATOR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ADAPTER, DASHBOARD, GATEWAY);

    /** The gateway finds the simulator's commands by ServiceLoader. */
    @ArchTest
    static final ArchRule gatewayDoesNotKnowTheSimulator = noClasses()
            .that()
            .resideInAPackage(GATEWAY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SIMULATOR);

    @ArchTest
    static final ArchRule vertxOnlyWhereSocketsAre = noClasses()
            .that(not(resideInAnyPackage(
                    "org.vigie.adapter.transport..", "org.vigie.adapter.shell..", GATEWAY, SIMULATOR)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule chronicleOnlyInTheJournal = noClasses()
            .that(not(resideInAnyPackage("org.vigie.gateway.journal..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.openhft..");

    @ArchTest
    static final ArchRule pdfOnlyOnPaper = noClasses()
            .that(not(resideInAnyPackage("org.vigie.gateway.paper..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pdfbox..", "org.apache.fontbox..");

    @ArchTest
    static final ArchRule pahoOnlyInTheConnectionsToBrokers = noClasses()
            .that(not(resideInAnyPackage("org.vigie.gateway.mqtt..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.paho..");

    @ArchTest
    static final ArchRule pureCodeDoesNoIo = noClasses()
            .that(resideInAnyPackage(PURE).and(not(resideInAnyPackage("org.vigie.model.program.."))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.util.concurrent..",
                    "org.slf4j..",
                    "io.vertx..",
                    "net.openhft..",
                    "org.vigie.adapter.transport..",
                    "org.vigie.adapter.shell..");

    @ArchTest
    static final ArchRule pureCodeReadsNoClock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    /** Time of day decides nothing: only the clock of the engine and what writes records and file names may read it. */
    @ArchTest
    static final ArchRule gatewayDecidesOnEngineTime = noClasses()
            .that(resideInAnyPackage("org.vigie.gateway.pipeline..", "org.vigie.gateway.fanout..")
                    .and(not(JavaClass.Predicates.simpleNameContaining("Machine"))))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    /**
     * security.md section 9: nothing that turns bytes into behaviour. Only the printer and whoever sets the clock start
     * a command, the one that the site's file names, without a shell; and the demonstration of several boxes starts
     * those.
     */
    @ArchTest
    static final ArchRule noCodeFromOutside = noClasses()
            .that(not(resideInAnyPackage("org.vigie.gateway.prove..")))
            .and()
            .doNotHaveFullyQualifiedName("org.vigie.gateway.paper.Printer")
            .and()
            .doNotHaveFullyQualifiedName("org.vigie.gateway.ops.ClockSetter")
            .and()
            .doNotHaveFullyQualifiedName("org.vigie.simulator.command.ChildProcess")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.script..", "javax.naming..", "java.rmi..")
            .orShould()
            .callMethod(Runtime.class, "exec", String.class);

    @ArchTest
    static final ArchRule noCyclesInTheGateway =
            slices().matching("org.vigie.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        List<String> unmarked = classes.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(some -> !some.getClasses().isEmpty())
                .filter(some -> some.tryGetAnnotationOfType(NullMarked.class).isEmpty())
                .map(JavaPackage::getName)
                .sorted()
                .toList();
        assertEquals(List.of(), unmarked, "packages without @NullMarked in package-info.java");
    }
}
