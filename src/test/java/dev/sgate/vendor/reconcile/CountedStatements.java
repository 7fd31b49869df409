package dev.sgate.vendor.reconcile;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** A connection that ends the process, as a power cut does, right before its n-th statement is sent. */
final class CountedStatements {
    /** What the process ends with. */
    static final int HALTED = 37;

    private final long haltAt;
    private long sent;

    CountedStatements(long haltAt) {
        this.haltAt = haltAt;
    }

    Connection over(Connection connection) {
        return wrap(Connection.class, (proxy, method, arguments) -> {
            Object result = call(() -> method.invoke(connection, arguments));
            return switch (result) {
                case PreparedStatement prepared -> wrap(PreparedStatement.class, counting(prepared));
                case Statement statement -> wrap(Statement.class, counting(statement));
                case null, default -> result;
            };
        });
    }

    private InvocationHandler counting(Statement statement) {
        return (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                sent++;
                if (sent == haltAt) {
                    Runtime.getRuntime().halt(HALTED);
                }
            }
            return call(() -> method.invoke(statement, arguments));
        };
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T wrap(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
