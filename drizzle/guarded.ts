import type postgres from 'postgres'

type Begin = (options: string, work: (sql: postgres.TransactionSql) => unknown) => Promise<unknown>

/** A query that was never sent: whatever is asked of it, it rejects. */
const unsent = (reason: unknown): Promise<never> => {
  const rejected = Promise.reject(reason)
  rejected.catch(() => undefined)
  const same = () => rejected
  return Object.assign(rejected, { values: same, raw: same, simple: same, execute: same, describe: same, cursor: same })
}

/** Statements of a transaction, sent only while its connection is there. */
const sending = (sql: postgres.TransactionSql, lost: () => unknown): postgres.TransactionSql =>
  new Proxy(sql, {
    apply: (target, self, args) => (lost() ? unsent(lost()) : (Reflect.apply(target, self, args) as unknown)),
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key)
      return key !== 'unsafe' ? value : (...args: unknown[]) => (lost() ? unsent(lost()) : (Reflect.apply(value as () => unknown, target, args)))
    },
  })

/**
 * The client, with transactions that survive the loss of their connection. postgres.js ends the process when something
 * is sent on a connection that is gone, and it sends a commit or a rollback itself when the work settles. The
 * transaction rejects by itself then; so the work may send no more, nor settle.
 */
export const guarded = (client: postgres.Sql): postgres.Sql => {
  const begin: Begin = (options, work) => {
    let lost: unknown
    const begun = client.begin(options, (sql) =>
      new Promise((resolve, reject) => {
        // Not at once: that the connection is gone is told a moment after its statement has failed.
        const settle = (how: () => void) => setImmediate(() => lost ?? how())
        Promise.resolve(work(sending(sql, () => lost))).then((result) => settle(() => resolve(result)), (error: unknown) => settle(() => reject(error)))
      }),
    )
    begun.catch((error: unknown) => (lost = error ?? new Error('the transaction is over')))
    return begun
  }
  return new Proxy(client, {
    get: (target, key) =>
      key === 'begin'
        ? (...args: [string, never] | [never]) => (args.length === 1 ? begin('', args[0]) : begin(...args))
        : (Reflect.get(target, key) as unknown),
  })
}
