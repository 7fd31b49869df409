/**
 * The ledger in SQLite: the schema as plain SQL files, one writer, readers beside it, and the journal's events encrypted at rest.
 *
 * <p>{@link dev.sgate.store.SqliteLedger} is the writer's door, {@link dev.sgate.store.SqliteView} the readers'. Each {@code
 * …Table} class holds the SQL of one family of tables, what is written and what is read side by side. {@code ChangeWriter} says
 * which change goes where, {@code EventStore} keeps the chain. No table is touched from anywhere else, and no rule is decided here.
 */
@NullMarked
package dev.sgate.store;

import org.jspecify.annotations.NullMarked;
