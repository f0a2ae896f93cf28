/** Every kind of event that the core announces. */
export const eventKinds = [
  'run.created', 'run.started', 'run.ended', 'run.updated', 'run.qualityChanged', 'run.detectorQualityChanged',
  'run.definitionChanged', 'run.endReasonAdded', 'run.endReasonRemoved', 'run.tagged',
  'fill.created', 'fill.updated', 'fill.coverageChanged',
  'environment.created', 'environment.updated', 'environment.statusChanged',
  'runType.created', 'period.created', 'detector.created', 'tag.created', 'tag.updated',
  'token.created', 'token.revoked',
  'savedView.created', 'savedView.updated', 'savedView.deleted',
  'instrument.created', 'instrument.updated', 'instrument.statusChanged', 'instrument.dataArrived',
  'job.changed', 'job.started', 'job.ended',
  'intakeFile.created', 'intakeFile.updated', 'intakeFile.failed',
  'plugin.changed', 'plugin.eventParked', 'plugin.eventSettled',
] as const

/** A kind that hooks may listen for. */
export type EventKind = (typeof eventKinds)[number]
