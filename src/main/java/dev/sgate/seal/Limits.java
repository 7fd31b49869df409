package dev.sgate.seal;

/** Every limit on what a file may make us read or keep, in one place. Each stops an attack that needs no key. */
public final class Limits {
    /** Most bytes read for an envelope line: 4 MiB. A license is under 1 KiB, one with a device list a few hundred. */
    public static final int ENVELOPE_MAX_BYTES = 4 << 20;

    /** Most JSON values in an envelope: 10,000, or 4 MiB of tiny ones that nobody signed would fill a small heap. */
    public static final int ENVELOPE_MAX_VALUES = 10_000;

    /** Longest envelope line of a journal, a trust document or a lease key: 1 MiB. */
    public static final int SMALL_ENVELOPE_MAX_BYTES = 1 << 20;

    /** Longest line of the {@code .sgupd} envelope inside a license bundle, before base64: 64 KiB. */
    public static final int EMBEDDED_ENVELOPE_MAX_BYTES = 64 << 10;

    /** Most signatures in one envelope. Each costs a public key operation. */
    public static final int SIGNATURES_MAX = 16;

    /** Deepest nesting of JSON; the outermost object has depth 1. */
    public static final int JSON_MAX_DEPTH = 16;

    /** Largest integer on the wire: 2^53-1, which every JSON reader holds exactly. */
    public static final long INTEGER_MAX = (1L << 53) - 1;

    /** Most elements of a list that FORMATS gives no limit of its own: more than fit into any envelope. */
    public static final int LIST_MAX = ENVELOPE_MAX_BYTES;

    /** Longest text in a payload, in code points. */
    public static final int TEXT_MAX_CODE_POINTS = 200;

    /** Longest file name in a payload, in characters. */
    public static final int FILE_NAME_MAX_CHARS = 128;

    /** Largest attachment: 2^32-2 bytes, the largest file that FAT32 holds. */
    public static final long ATTACHMENT_MAX_BYTES = (1L << 32) - 2;

    /** Largest return journal: under 16 MiB, envelope and attachment together. */
    public static final long JOURNAL_FILE_MAX_BYTES = (16L << 20) - 1;

    /** Most bytes that a journal's attachment may unpack to: 512 MiB. */
    public static final long JOURNAL_UNPACKED_MAX_BYTES = 512L << 20;

    /** Longest line of a journal, in bytes with its line feed: 64 KiB. */
    public static final int JOURNAL_LINE_MAX_BYTES = 64 << 10;

    /** Most seats in one pool. */
    public static final long POOL_MAX_SEATS = 1_000_000;

    /** Most entries in the plain form of a revocation list; beyond it the packed form is used. */
    public static final int REVOKED_PLAIN_MAX = 1_000;

    /** Most files and folders of one release: their names are kept in memory while it is unpacked. */
    public static final int ARCHIVE_ENTRIES_MAX = 100_000;

    /** Longest path in an archive, in characters. */
    public static final int ARCHIVE_PATH_MAX_CHARS = 1_024;

    /** Most characters of all paths in an archive together: 8 Mi, at most 32 MiB of memory with their folded forms. */
    public static final int ARCHIVE_PATHS_MAX_CHARS = 8 << 20;

    /** Most names that a scan of a volume's top folder reads. */
    public static final int VOLUME_NAMES_MAX = 10_000;

    /** Most candidates that one visit opens. */
    public static final int VISIT_CANDIDATES_MAX = 100;

    private Limits() {}
}
