package io.fivefaces;

/** Starts fivefaces. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("hi " + Runtime.version() + String.join(",", args));
  }
}
