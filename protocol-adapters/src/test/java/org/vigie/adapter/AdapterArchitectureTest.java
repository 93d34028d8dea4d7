package org.vigie.adapter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The arrows inside this module. */
@AnalyzeClasses(packages = "org.vigie.adapter", importOptions = ImportOption.DoNotIncludeTests.class)
final class AdapterArchitectureTest {
    private static final String[] PURE = {
        "..hl7.codec..",
        "..hl7.session..",
        "..hl7.mapping..",
        "..intellivue.codec..",
        "..intellivue.session..",
        "..intellivue.mapping.."
    };

    @ArchTest
    static final ArchRule SOCKETS_LIVE_IN_TRANSPORT = noClasses()
            .that()
            .resideOutsideOfPackages("..adapter.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..", "java.net..");

    @ArchTest
    static final ArchRule PURE_PARTS_HAVE_NO_CLOCK_THREAD_OR_LOG = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "org.slf4j..", "java.nio.file..", "..adapter.transport..")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule SERIAL_PORTS_LIVE_IN_TRANSPORT = noClasses()
            .that()
            .resideOutsideOfPackages("..adapter.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fazecast..");

    @ArchTest
    static final ArchRule HAPI_LIVES_IN_THE_CODEC = noClasses()
            .that()
            .resideOutsideOfPackages("..hl7.codec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ca.uhn.hl7v2..");

    @ArchTest
    static final ArchRule THE_CODEC_KNOWS_NO_SESSION = noClasses()
            .that()
            .resideInAnyPackage("..hl7.codec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..hl7.session..", "..hl7.mapping..", "..adapter.spi..");
}
