package dev.sgate.appliance.http;

/** One part of what is served. It answers every request it is handed; what it throws becomes a 500. Called by many threads. */
@FunctionalInterface
interface Face {
    Answer answer(Ask ask);
}
