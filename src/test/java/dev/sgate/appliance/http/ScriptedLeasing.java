package dev.sgate.appliance.http;

import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.station.leasing.Caller;
import dev.sgate.station.leasing.LeaseAnswer;
import dev.sgate.station.leasing.LeaseRequest;
import dev.sgate.station.leasing.LeaseRequest.Activation;
import dev.sgate.station.leasing.LeaseRequest.Deactivation;
import dev.sgate.station.leasing.LeaseRequest.Validation;
import dev.sgate.station.leasing.Leasing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Answers as it is told, and keeps what it was asked: what the front does with either is what is tested. */
final class ScriptedLeasing implements Leasing {
    private final List<LeaseRequest> asked = new CopyOnWriteArrayList<>();
    private final List<Caller> callers = new CopyOnWriteArrayList<>();
    private final List<String> turnedAway = new CopyOnWriteArrayList<>();
    private final Map<String, LeaseKeyset> keysets = new ConcurrentHashMap<>();
    private volatile boolean journalBroken;
    private volatile Supplier<LeaseAnswer> answer = LeaseAnswer.UnknownKey::new;

    void answers(LeaseAnswer next) {
        answer = () -> next;
    }

    void breaksWith(RuntimeException broken) {
        answer = () -> {
            throw broken;
        };
    }

    List<LeaseRequest> asked() {
        return new ArrayList<>(asked);
    }

    LeaseRequest last() {
        return asked.getLast();
    }

    Caller lastCaller() {
        return callers.getLast();
    }

    /** Why and who, in their order. */
    List<String> turnedAway() {
        return new ArrayList<>(turnedAway);
    }

    @Override
    public void turnedAway(TurnedAway why, String address) {
        turnedAway.add(why.word() + " " + address);
        if (journalBroken) {
            throw new IllegalStateException("the journal cannot be written");
        }
    }

    void breakJournal() {
        journalBroken = true;
    }

    void serves(String tenant, LeaseKeyset keys) {
        keysets.put(tenant, keys);
    }

    @Override
    public Optional<LeaseKeyset> keyset(String tenant) {
        return Optional.ofNullable(keysets.get(tenant));
    }

    @Override
    public LeaseAnswer activate(Activation request, Caller caller) {
        return answer(request, caller);
    }

    @Override
    public LeaseAnswer validate(Validation request, Caller caller) {
        return answer(request, caller);
    }

    @Override
    public LeaseAnswer deactivate(Deactivation request, Caller caller) {
        return answer(request, caller);
    }

    private LeaseAnswer answer(LeaseRequest request, Caller caller) {
        asked.add(request);
        callers.add(caller);
        return answer.get();
    }
}
