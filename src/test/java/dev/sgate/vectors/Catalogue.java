package dev.sgate.vectors;

import java.util.ArrayList;
import java.util.List;

/** A list of vectors about one subject, filled by its constructor. */
abstract class Catalogue {
    private final List<Draft> drafts = new ArrayList<>();

    final List<Draft> drafts() {
        return List.copyOf(drafts);
    }

    final Draft license(String name, String expect, String description, Recipe recipe) {
        return add(name, expect, "bundle.sglic", description, recipe);
    }

    final Draft update(String name, String expect, String description, Recipe recipe) {
        return add(name, expect, "lamp.sgupd", description, recipe);
    }

    final Draft trust(String name, String expect, String description, Recipe recipe) {
        return add(name, expect, "keys.sgtrust", description, recipe);
    }

    final Draft journal(String name, String expect, String description, Recipe recipe) {
        return add(name, expect, "journal-20260201.sgsync", description, recipe);
    }

    private Draft add(String name, String expect, String fileName, String description, Recipe recipe) {
        Draft draft = new Draft(name, expect, fileName, description, recipe);
        drafts.add(draft);
        return draft;
    }
}
