import { totalmem } from 'node:os'

const gibibyte = 1024 ** 3

/** Bytes that we may use: of the machine, or of our container. */
const memory = (): number => {
  const constrained = process.constrainedMemory()
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}

const common = {
  max_connections: '100',
  // Statements here are short: compiling them costs more than it saves.
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
}

/** For data that must outlive power cuts, on a machine that does other work too. */
const durable = () => ({
  ...common,
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: memory() < 4 * gibibyte ? '128MB' : '256MB',
  effective_cache_size: `${Math.max(256, Math.round(memory() / 2 / 1024 ** 2))}MB`,
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '1GB',
  wal_compression: 'on',
})

/** For test suites: quick, small, and lost with the first power cut. */
const throwAway = () => ({
  ...common,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  io_method: 'sync',
})

/** What initdb writes into postgresql.conf: defaults of ours that whoever runs the machine may change there. */
export const settingsFor = (kind: { durable: boolean }): string[] =>
  Object.entries(kind.durable ? durable() : throwAway()).flatMap(([name, value]) => ['--set', `${name}=${value}`])
