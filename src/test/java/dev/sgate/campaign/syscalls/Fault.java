package dev.sgate.campaign.syscalls;

/** What happens instead of the system call. */
enum Fault {
    /** The process is gone before it is made. */
    KILL("signal=KILL"),
    EIO("error=EIO"),
    ENOSPC("error=ENOSPC");

    private final String word;

    Fault(String word) {
        this.word = word;
    }

    /** For {@code strace -e inject}: this call, the nth time each thread makes it. */
    String injection(String call, int nth) {
        return "inject=" + call + ":" + word + ":when=" + nth;
    }
}
