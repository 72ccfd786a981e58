package peer;

/** A connected source; its key is the end of its URL. */
public record Source(String key, int workspace, int source, String secret) {}
