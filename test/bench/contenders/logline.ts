// Logline as it is served: its own wiring on a free port.
import { createApp } from '../../../server/app.ts'
import { readConfig } from '../../../server/config.ts'
import { openCore } from '../../../server/core.ts'
import { systemActor } from '../../../server/domain/actor.ts'
import { systemClock } from '../../../server/domain/clock.ts'
import { createLog } from '../../../server/log.ts'
import { answerParent } from '../child.ts'

answerParent({
  open: async (databaseUrl: string) => {
    const config = readConfig({ PORT: '0', DATABASE_URL: databaseUrl, LOGLINE_LOG_LEVEL: 'warn' })
    const log = createLog(config.logLevel)
    const { db, domain } = await openCore(config, { clock: systemClock, log })
    const app = await createApp({ config, db, domain, log })
    const { url } = await app.http.listen()
    const { value } = await app.tokens.create({ name: 'bench', role: 'SHIFTER' }, systemActor('bench'))
    return { url: `${url}/graphql`, secret: value?.secret }
  },
})
