// A server that does nothing but tell one plugin's hooks: hook-child.ts <database> <key at which it is killed> <key that it never gets done with>
import { connect } from '../../drizzle/database.ts'
import { createDomain } from '../../server/domain/domain.ts'
import { systemClock } from '../../server/domain/clock.ts'
import { createLog } from '../../server/log.ts'
import { createHookDelivery } from '../../server/plugins/hook.ts'

const [url = '', fatalKey, endlessKey] = process.argv.slice(2)
const db = connect(url)
const domain = await createDomain(db, { clock: systemClock })
createHookDelivery({
  db, domain, log: createLog('silent'), tickMs: 50,
  listeners: () => [{
    id: 'brewer',
    hookKinds: ['run.started'],
    runHook: async ({ id, key }) => {
      await db.raw`insert into told (event, key, pid) values (${id}, ${key}, ${process.pid})`
      // Done with, but the cursor is not stored: the worst moment.
      if (key === fatalKey) process.kill(process.pid, 'SIGKILL')
      if (key === endlessKey) await new Promise(() => undefined)
    },
    noteFault: (_kind, error) => console.error(error),
    noteWell: () => undefined,
  }],
})
process.send?.('ready')
