import type { Job } from '../../plugins/api/index.ts'
import type { Domain } from '../domain/domain.ts'

/** Tells when an instrument has been silent for too long; until then its status is true all the same, only nobody is told. */
export const silenceJob = ({ instruments }: Pick<Domain, 'instruments'>): Job => ({
  name: 'silence',
  description: 'Tells of instruments that have sent no data for 24 or 48 hours',
  cron: '*/30 * * * * *',
  timeoutSeconds: 20,
  run: async (_signal, { log }) => {
    const told = await instruments.tellSilence()
    if (told > 0) log(`told of ${told}`)
    return { told }
  },
})
