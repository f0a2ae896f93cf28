// The contract between Logline and its plugins: all that a plugin imports of it, but for panels (./panel.ts).
export { contractVersion, definePlugin, type AnyPlugin, type Plugin } from './plugin.ts'
export type { EventKind, Hook, HookEvent, Hooks } from './hook.ts'
export type { Host, PluginDatabase, PluginDomain, PluginFact, PluginLog } from './host.ts'
export type { FileOptions, FolderOptions, Intake, IntakeOutcome, IntakeReader, IntakeReport, IntakeResult, IntakeSource } from './intake.ts'
export type { Job, JobRunContext } from './job.ts'
export { ingest, type IngestAnswer, type IngestRequest, type Route } from './route.ts'
export type { ConnectionValue, Context, CoreRef, CoreRow, LiveChange, OwnRef, PageArguments, PluginBuilder, PluginCore, Right, Wanted } from './schema.ts'
export * from './list.ts'
