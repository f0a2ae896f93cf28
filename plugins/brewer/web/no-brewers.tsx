import { CopyLine } from '../../../web/kit/copy-line.tsx'
import { Empty } from '../../../web/kit/states.tsx'

/** Nothing came yet: how it comes. */
export const NoBrewers = () => (
  <Empty title="No Brewer yet">
    <p>
      A Brewer appears here by itself with its first B or D file. Let the server watch folders of them (setting{' '}
      <code>LOGLINE_PLUGIN_BREWER_FOLDERS</code>), or send files:
    </p>
    <CopyLine text="logline ingest brewer /where/the/files/are" label="Copy the command" />
  </Empty>
)
