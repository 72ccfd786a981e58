package io.fivefaces.http;

import io.fivefaces.store.Accounts.Account;
import io.fivefaces.store.ApiKeys.ApiKey;

/** Who is asking. */
sealed interface Identity {

  /** The name under which changes are audited. */
  String name();

  /** Whether it owns every workspace and may make more. */
  boolean ownsServer();

  /** A person who is signed in, and by which session. */
  record Person(Account account, long session) implements Identity {
    @Override
    public String name() {
      return account.email();
    }

    @Override
    public boolean ownsServer() {
      return account.serverOwner();
    }
  }

  /** Whoever can read the console, by the link that it printed. */
  record Console() implements Identity {
    @Override
    public String name() {
      return "console link";
    }

    @Override
    public boolean ownsServer() {
      return true;
    }
  }

  /** The key of the server's configuration. */
  record AdminKey() implements Identity {
    @Override
    public String name() {
      return "admin key";
    }

    @Override
    public boolean ownsServer() {
      return true;
    }
  }

  /** A machine, by a key of one workspace. */
  record Machine(ApiKey key) implements Identity {
    @Override
    public String name() {
      return "key " + key.name();
    }

    @Override
    public boolean ownsServer() {
      return false;
    }
  }
}
