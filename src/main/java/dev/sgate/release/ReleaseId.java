package dev.sgate.release;

/**
 * What a release is: name, version without build metadata, platform (FORMATS, {@code app.platform}). The same with another digest
 * is {@code equivocation}.
 */
public record ReleaseId(String name, SemVer version, String platform) {
    public ReleaseId {
        version = version.withoutBuild();
    }

    /** The release that this application's attachment is. */
    public static ReleaseId of(App app) {
        return new ReleaseId(app.name(), app.version(), app.platform());
    }

    @Override
    public String toString() {
        return name + " " + version + " " + platform;
    }
}
