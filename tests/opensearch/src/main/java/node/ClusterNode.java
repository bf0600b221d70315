package node;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/** One OpenSearch node in this process. Arguments: its folder, and then settings as name=value. */
public final class ClusterNode extends Node {

    /** What a packaged server loads from its folder of modules. */
    private static final List<Class<?>> MODULES = List.of(
        Netty4ModulePlugin.class,
        CommonAnalysisModulePlugin.class,
        PainlessModulePlugin.class,
        ReindexModulePlugin.class);

    private ClusterNode(Environment environment) {
        super(environment, MODULES.stream().map(ClusterNode::onClasspath).toList(), false);
    }

    private static PluginInfo onClasspath(Class<?> module) {
        return new PluginInfo(module.getName(), "from the class path", Version.CURRENT.toString(),
            Version.CURRENT, "21", module.getName(), List.of(), false);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        Settings.Builder settings = Settings.builder().put("path.home", folder.toString());
        Stream.of(arguments).skip(1).map(pair -> pair.split("=", 2)).forEach(pair -> {
            if (pair[1].indexOf(',') < 0) {
                settings.put(pair[0], pair[1]);
            } else {
                settings.putList(pair[0], pair[1].split(","));
            }
        });
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings.build(), Map.of(), folder.resolve("config"), () -> "node");

        ClusterNode node = new ClusterNode(environment);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception problem) {
                problem.printStackTrace();
            } finally {
                closed.countDown();
            }
        }, "close-node"));
        node.start();
        closed.await();
    }
}
