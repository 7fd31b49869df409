package dev.sgate.host.systemd;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * The signal SIGHUP, by which `systemctl reload` asks for settings to be read again. Without a handler it would end the JVM. The JDK
 * has it in a class that is not part of its API, so it is reached by name; where it is not there, the signal does what it always did.
 */
public final class HangUp {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private HangUp() {}

    /**
     * From now on each such signal runs this, on a thread of its own.
     *
     * @return whether that could be arranged
     */
    public static boolean runs(Runnable action) {
        InvocationHandler handled = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
            default -> HANDLER;
        };
        try {
            Class<?> signal = Class.forName(SIGNAL);
            Class<?> handler = Class.forName(HANDLER);
            Object ours = Proxy.newProxyInstance(HangUp.class.getClassLoader(), new Class<?>[] {handler}, handled);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
            return true;
        } catch (ReflectiveOperationException notThere) {
            return false;
        }
    }
}
