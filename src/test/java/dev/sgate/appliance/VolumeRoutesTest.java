package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.RefusalCode;
import dev.sgate.station.Mount;
import dev.sgate.station.Visit;
import dev.sgate.station.VisitId;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who ends a visit whose files are handed over by a thread that the stick keeps. */
class VolumeRoutesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void aTemplateThatHandsNothingOver() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("volume")
                        .templateParameter("directory")
                        .from("direct:{{directory}}")
                        .log("handed over");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private VolumeRoutes routes() throws Exception {
        VolumeLinks links = new VolumeLinks(folder);
        links.clear();
        return new VolumeRoutes(context, links, PATIENCE, nanos::get);
    }

    private Visit visit(String name) throws Exception {
        Path stick = Files.createDirectory(folder.resolve(name));
        Mount mount = new Mount(stick, name, "", Mount.FOLDER, Set.of());
        return new Visit(new VisitId(UUID.randomUUID()), mount, new AbsentVolume(), Instant.EPOCH);
    }

    @Test
    void aVisitIsOverdueOnceAndNotBeforeItsTime() throws Exception {
        VolumeRoutes routes = routes();
        Visit late = visit("late");
        routes.open(late);
        nanos.addAndGet(PATIENCE.toNanos() - 1);
        assertThat(routes.overdue()).isEmpty();
        nanos.addAndGet(1);
        List<Failure.VisitFailed> overdue = routes.overdue();
        assertThat(overdue).extracting(Failure.VisitFailed::visit).containsExactly(late);
        assertThat(FailureJudging.refusal(late, overdue.getFirst().cause()).code())
                .isEqualTo(RefusalCode.STALLED);
        assertThat(routes.overdue()).isEmpty();
    }

    /** Its route looks for the folder when it starts, and Camel tells of that in an exception of its own. */
    @Test
    void aStickThatIsPulledWhileItsRouteStartsIsGoneAndNoFault() throws Exception {
        Visit pulled = visit("pulled");
        assertThat(FailureJudging.refusal(
                                pulled, new RuntimeCamelException(new FileNotFoundException("no such folder")))
                        .code())
                .isEqualTo(RefusalCode.VOLUME_GONE);
        assertThat(FailureJudging.refusal(pulled, new IllegalStateException("ours"))
                        .code())
                .isEqualTo(RefusalCode.INTERNAL);
    }

    /** The thread comes back after all, or the stick is pulled: the visit ends no second time. */
    @Test
    void whatComesAfterThatIsNotTakenUp() throws Exception {
        VolumeRoutes routes = routes();
        Visit late = visit("late");
        routes.open(late);
        nanos.addAndGet(PATIENCE.toNanos());
        assertThat(routes.overdue()).hasSize(1);
        assertThat(routes.gather(late, Optional.empty(), true)).isInstanceOf(Gathered.AwaitingMore.class);
        assertThat(routes.forget(late.mount())).isEmpty();
    }

    /** Its thread may be unpacking a release, which needs the stick no more. */
    @Test
    void aVisitThatWorksIsNotInterruptedWhenItsStickIsPulled() throws Exception {
        VolumeRoutes routes = routes();
        Visit busy = visit("busy");
        routes.open(busy);
        routes.gather(busy, Optional.empty(), true);

        assertThat(routes.forget(busy.mount())).isEmpty();

        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> context.getRoutes().size() == 1);
        routes.close(busy);
        Awaitility.await().until(() -> context.getRoutes().isEmpty());
    }

    @Test
    void aVisitWhoseFilesWereHandedOverTakesItsTime() throws Exception {
        VolumeRoutes routes = routes();
        Visit busy = visit("busy");
        routes.open(busy);
        assertThat(routes.gather(busy, Optional.empty(), true)).isInstanceOf(Gathered.CandidatesGathered.class);
        nanos.addAndGet(PATIENCE.multipliedBy(10).toNanos());
        assertThat(routes.overdue()).isEmpty();
    }
}
