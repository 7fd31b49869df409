package dev.sgate.appliance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

/** A port whose machine is replaced between two sticks, while the routes go on. */
final class Swappable<T> {
    private final AtomicReference<T> current = new AtomicReference<>();
    private final T port;

    Swappable(Class<T> type) {
        this.port = type.cast(Proxy.newProxyInstance(
                Swappable.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(current.get(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    T port() {
        return port;
    }

    void set(T machine) {
        current.set(machine);
    }
}
