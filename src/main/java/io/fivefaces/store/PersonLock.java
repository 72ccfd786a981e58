package io.fivefaces.store;

import io.fivefaces.store.Customers.CustomerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/**
 * Has the surveys of one person begin one after the other, so that each sees what became of those before. The first of
 * the references that their address is known by stands for the person.
 */
final class PersonLock {

  private static final String TAKE = """
      select locked.ref from customers one
      left join lateral (
        select known.source_id, known.ref from customers known
        where known.workspace_id = one.workspace_id and known.email is not null
          and lower(btrim(known.email)) collate "C" = lower(btrim(one.email)) collate "C"
        order by known.source_id, known.ref limit 1) as first on true
      join customers locked
        on locked.workspace_id = one.workspace_id and locked.source_id = coalesce(first.source_id, one.source_id)
        and locked.ref = coalesce(first.ref, one.ref)
      where one.workspace_id = $1::int and one.source_id = $2::int and one.ref = $3::text
      for no key update of locked
      """;

  private PersonLock() {}

  /** Holds the person that a source calls so until the transaction ends. */
  static Future<Void> take(Tx tx, CustomerId customer) {
    return tx.run(TAKE, Tuple.of(customer.workspace(), customer.source(), customer.ref()))
        .mapEmpty();
  }
}
