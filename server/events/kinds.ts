/** Every kind of event that the core announces. */
export const eventKinds: readonly string[] = [
  'run.created', 'run.started', 'run.ended', 'run.updated', 'run.qualityChanged', 'run.detectorQualityChanged',
  'run.definitionChanged', 'run.endReasonAdded', 'run.tagged',
  'fill.created', 'fill.updated', 'fill.coverageChanged',
  'environment.created', 'environment.updated', 'environment.statusChanged',
  'runType.created', 'period.created', 'detector.created', 'tag.created', 'tag.updated',
  'token.created', 'token.revoked',
]
