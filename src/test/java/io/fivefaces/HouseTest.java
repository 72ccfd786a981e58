package io.fivefaces;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import io.fivefaces.store.EmbeddedDatabase;
import java.util.stream.Stream;

/** Who may import whom. The pages' and mails' generated templates belong to whoever fills them. */
@AnalyzeClasses(packages = "io.fivefaces", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

  private static final String OURS = "io.fivefaces..";
  private static final String TEMPLATES = "io.fivefaces.templates..";

  @ArchTest
  static final ArchRule domainKnowsOnlyTheJdk = noClasses()
      .that()
      .resideInAPackage(packageOf("domain"))
      .should()
      .dependOnClassesThat()
      .resideOutsideOfPackages("java..", "javax.crypto..", packageOf("domain"));

  @ArchTest
  static final ArchRule configKnowsOnlyTheJdk = noClasses()
      .that()
      .resideInAPackage(packageOf("config"))
      .should()
      .dependOnClassesThat()
      .resideOutsideOfPackages("java..", packageOf("config"));

  @ArchTest
  static final ArchRule json = only("json").mayKnow("domain");

  @ArchTest
  static final ArchRule bus = only("bus").mayKnow("domain", "json");

  @ArchTest
  static final ArchRule metrics = only("metrics").mayKnow("domain");

  @ArchTest
  static final ArchRule source = only("source").mayKnow("domain", "json");

  @ArchTest
  static final ArchRule feedback =
      only("feedback").mayKnow("domain", "config", "json", "source", "client");

  @ArchTest
  static final ArchRule client = only("client").mayKnow();

  @ArchTest
  static final ArchRule openid = only("openid").mayKnow("domain", "config", "json", "client");

  @ArchTest
  static final ArchRule store = only("store").mayKnow("domain", "config", "json", "metrics");

  @ArchTest
  static final ArchRule channel = only("channel").mayKnow("domain", "config", "json");

  @ArchTest
  static final ArchRule outbound = only("outbound").mayKnow("domain");

  @ArchTest
  static final ArchRule flow = only("flow")
      .mayKnow(
          "domain", "json", "bus", "store", "channel", "source", "outbound", "metrics", "config");

  @ArchTest
  static final ArchRule demo = only("demo").mayKnow("domain", "json", "source", "store", "channel");

  @ArchTest
  static final ArchRule http = only("http")
      .mayKnow(
          "domain",
          "bus",
          "config",
          "metrics",
          "source",
          "feedback",
          "openid",
          "channel",
          "outbound",
          "store",
          "json",
          "demo");

  @ArchTest
  static final ArchRule nobodyKnowsTheRoot = noClasses()
      .that()
      .resideOutsideOfPackage("io.fivefaces")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("io.fivefaces");

  @ArchTest
  static final ArchRule noTwoPackagesKnowEachOther = slices()
      .matching("io.fivefaces.(*)..")
      .should()
      .beFreeOfCycles()
      .ignoreDependency(
          JavaClass.Predicates.resideInAPackage(TEMPLATES), DescribedPredicate.alwaysTrue());

  @ArchTest
  static final ArchRule onlyStoreTalksSql = outsideOf("store")
      .dependOnClassesThat()
      .resideInAnyPackage(
          "io.vertx.sqlclient..",
          "io.vertx.pgclient..",
          "java.sql..",
          "javax.sql..",
          "org.postgresql..",
          "org.flywaydb..");

  @ArchTest
  static final ArchRule onlyHttpRoutes =
      outsideOf("http").dependOnClassesThat().resideInAPackage("io.vertx.ext.web..");

  @ArchTest
  static final ArchRule onlyChannelsMail =
      outsideOf("channel").dependOnClassesThat().resideInAPackage("io.vertx.ext.mail..");

  @ArchTest
  static final ArchRule jsonDiesAtTheDoor = outsideOf(
          "json", "source", "channel", "store", "openid", "http")
      .dependOnClassesThat()
      .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule onlyTheGraphAndMetricsKnowMicrometer =
      outsideOf("metrics", "http").dependOnClassesThat().resideInAPackage("io.micrometer..");

  @ArchTest
  static final ArchRule nobodyUsesUntypedJson =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.vertx.core.json..");

  @ArchTest
  static final ArchRule timeIsInstantAndDuration = noClasses()
      .should()
      .dependOnClassesThat()
      .haveFullyQualifiedName("java.util.Date")
      .orShould()
      .dependOnClassesThat()
      .haveFullyQualifiedName("java.util.Calendar")
      .orShould()
      .dependOnClassesThat()
      .haveFullyQualifiedName("java.text.SimpleDateFormat");

  @ArchTest
  static final ArchRule theClockIsAnArgumentOfPureFunctions = noClasses()
      .that()
      .resideInAnyPackage(packageOf("domain"), packageOf("source"))
      .should()
      .callMethod(java.time.Instant.class, "now")
      .orShould()
      .callMethod(java.time.LocalDate.class, "now")
      .orShould()
      .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule nobodySleeps = noClasses()
      .should()
      .callMethod(Thread.class, "sleep", long.class)
      .orShould()
      .callMethod(Thread.class, "sleep", java.time.Duration.class);

  @ArchTest
  static final ArchRule onePlaceSaysWhereARequestComesFrom = noClasses()
      .that()
      .doNotHaveFullyQualifiedName("io.fivefaces.http.ClientNetwork")
      .should()
      .callMethodWhere(DescribedPredicate.describe(
          "it asks for the other end of a connection",
          call -> call.getTarget().getName().equals("remoteAddress")));

  @ArchTest
  static final ArchRule theConsoleBelongsToTheMainProgram = noClasses()
      .that()
      .doNotBelongToAnyOf(Main.class, EmbeddedDatabase.class)
      .should()
      .accessField(System.class, "out")
      .orShould()
      .accessField(System.class, "err");

  @ArchTest
  static final ArchRule everythingComesThroughTheConstructor = noFields()
      .should()
      .beAnnotatedWith(DescribedPredicate.describe(
          "an annotation of an injector",
          annotation ->
              annotation.getRawType().getName().matches(".*\\.(Inject|Autowired|Resource|Value)")))
      .allowEmptyShould(true);

  private static String packageOf(String name) {
    return "io.fivefaces." + name + "..";
  }

  private static com.tngtech.archunit.lang.syntax.elements.ClassesShould outsideOf(
      String... names) {
    var packages = Stream.concat(
            Stream.of(names).map(HouseTest::packageOf), Stream.of(TEMPLATES, "io.fivefaces"))
        .toArray(String[]::new);
    return noClasses().that().resideOutsideOfPackages(packages).should();
  }

  private static Only only(String name) {
    return new Only(name);
  }

  private record Only(String name) {
    ClassesShouldConjunction mayKnow(String... others) {
      var known = Stream.concat(Stream.of(others), Stream.of(name))
          .map(HouseTest::packageOf)
          .toArray(String[]::new);
      return noClasses()
          .that()
          .resideInAPackage(packageOf(name))
          .should()
          .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(OURS)
              .and(JavaClass.Predicates.resideOutsideOfPackages(known))
              .and(JavaClass.Predicates.resideOutsideOfPackage(TEMPLATES)));
    }
  }
}
