// Taking in files, from a watched folder or by upload: `host.intake`. What it does and promises stands with its types.
export type { FileOptions, FolderOptions, Intake, IntakeOutcome, IntakeReader, IntakeReport, IntakeResult, IntakeSource } from '../../server/domain/intake-terms.ts'
