import { join, matchesGlob } from 'node:path'
import { loadConfig } from '../config.ts'
import { systemActor } from '../domain/actor.ts'
import { openContent, type Content } from '../domain/intake-content.ts'
import { reasonOf } from '../domain/intake-walk.ts'
import { createSpool, type Spool } from '../http/spool.ts'
import type { HostedPlugin, RouteDeclaration } from '../plugins/hosted.ts'
import { runRoute } from '../plugins/run-route.ts'
import { suggestion } from '../spelling.ts'
import { CommandFault, UsageFault, wordsOf } from './fault.ts'
import { findFiles, type Found } from './ingest-find.ts'
import { countsOf, fileLines, ingestedOf, isWhole, summaryLine, type FileReport, type Ingested } from './ingest-report.ts'
import { watchInterrupts } from './interrupt.ts'
import { openForCommand } from './open.ts'
import { commandLog, openPlugins, pluginModules, readyPlugin } from './open-plugins.ts'
import { watchProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'

export type AskedIngest = {
  plugin: string
  operands: readonly string[]
  /** Its path; the plugin's first unless told. */
  route: string | undefined
  query: Readonly<Record<string, string>>
  asJson: boolean
}

const { id, name: actorName } = systemActor('logline ingest')

const chooseRoute = ({ id: plugin, routes }: Pick<HostedPlugin, 'id' | 'routes'>, wanted: string | undefined): RouteDeclaration => {
  const paths = routes.map(({ path }) => path)
  if (!routes[0]) throw new UsageFault(`The plugin ${plugin} takes no files in: it has no ingest route`)
  if (wanted === undefined) return routes[0]
  const path = wanted.startsWith('/') ? wanted : `/${wanted}`
  const route = routes.find((one) => one.path === path)
  if (!route) throw new UsageFault(`The plugin ${plugin} has no route "${path}".${suggestion(path, paths)} There are: ${paths.join(', ')}`)
  return route
}

type Door = { plugin: HostedPlugin; route: RouteDeclaration; query: AskedIngest['query']; spool: Spool; signal: AbortSignal }

const failed = (message: string): Ingested & { answer: unknown } => ({ status: 'FAILED', records: null, faults: [{ message }], answer: null })

/** Hands a copy over, as of an upload: whatever the plugin does with it, and whoever writes on, the file stays as it is. */
const handOver = async ({ shown, name, file }: Found & { file: Buffer }, { plugin, route, query, spool, signal }: Door): Promise<Ingested & { answer: unknown }> => {
  let content: Content
  try {
    content = await openContent(file)
  } catch (error) {
    return failed(reasonOf(error))
  }
  await using open = content
  try {
    await using copy = await spool.keep(open.bytes(0, signal), route.maxBytes)
    const request = { file: copy.file, size: copy.size, hash: copy.hash, name, type: null, query, actor: { id, name: actorName } }
    try {
      const answer = await runRoute(plugin.process, route, request, signal)
      return { ...ingestedOf(answer), answer: answer.body }
    } catch (error) {
      throw new CommandFault(wordsOf(error).replaceAll(copy.file, shown))
    }
  } catch (error) {
    return failed(signal.aborted ? `stopped by ${signal.reason}` : wordsOf(error))
  }
}

/** Hands the files to the plugin in turn. Gives the exit code. */
export const ingestFiles = async ({ plugin: wanted, operands, route: path, query, asJson }: AskedIngest, terminal: Terminal): Promise<number> => {
  const found = await findFiles(operands)
  using interrupt = watchInterrupts()
  const { signal } = interrupt
  const config = await loadConfig()
  await using core = await openForCommand(terminal)
  await using host = await openPlugins(core, { modules: pluginModules(config), config, log: commandLog(terminal) })
  const plugin = await readyPlugin(host, wanted)
  const route = chooseRoute(plugin, path)
  const isFor = (one: Found) => !('file' in one && one.isOfFolder) || route.patterns.some((pattern) => matchesGlob(one.name, pattern))
  const files = found.filter(isFor)
  const passedOver = found.length - files.length
  const door: Door = { plugin, route, query, spool: createSpool(join(config.data, 'spool')), signal }

  const reports: FileReport[] = []
  const called = new Map<string, string>()
  const take = async (found: Found) => {
    if (!('file' in found)) return failed(found.reason)
    // By its name a plugin knows a file again: two of one name would be one that is rewritten each time.
    const name = query['name'] ?? found.name
    const twin = called.get(name)
    if (twin !== undefined) return failed(`It would be called ${name}, as ${twin} is; name the folder that both lie in`)
    called.set(name, found.shown)
    return handOver({ ...found, name }, door)
  }
  const progress = watchProgress(terminal, () => ({ doing: `taking in ${files[reports.length]?.shown ?? ''}`, done: reports.length, total: files.length, unit: 'items' }))
  try {
    for (const found of files) {
      if (signal.aborted) break
      const began = performance.now()
      const ingested = await take(found)
      const report = { file: found.shown, name: query['name'] ?? found.name, ...ingested, seconds: Number(((performance.now() - began) / 1000).toFixed(3)) }
      reports.push(report)
      if (!asJson) for (const line of fileLines(report)) terminal.print(line)
    }
  } finally {
    progress[Symbol.dispose]()
    terminal.print(asJson ? JSON.stringify({ plugin: plugin.id, route: route.path, counts: { ...countsOf(reports), passedOver }, files: reports }, null, 2) : summaryLine(reports, passedOver))
  }
  if (signal.aborted) {
    terminal.tell(`logline: stopped by ${signal.reason}`)
    return interrupt.exitCode()
  }
  const partial = reports.filter((report) => !isWhole(report)).length
  if (partial > 0) throw new CommandFault(`${partial} of ${reports.length} files could not be taken in whole`)
  return 0
}
