import { createApi, type Api } from './graphql/client.ts'
import { createClock, type Clock } from './kit/clock.ts'
import { createZones, type Zones } from './kit/zone.ts'

/** What all pages share. Made once, handed down. */
export type WebApp = { api: Api; clock: Clock; zones: Zones }

export const createWebApp = (origin: string): WebApp => ({
  api: createApi(origin),
  clock: createClock(),
  zones: createZones(),
})
