import { parseVerifierKey } from '../../tlog/index.ts';
import { openWitness } from '../index.ts';

// Takes a request's body, has it cosigned, and is killed when the answer is there and nobody was told.
const [folder = '', vkey = '', body = ''] = process.argv.slice(2);
const witness = await openWitness({
  keyFile: `${folder}/witness-key`,
  stateFile: (id) => `${folder}/witnessed-${id}`,
  name: 'witness.test/killed',
  logs: [await parseVerifierKey(vkey)],
  now: () => Date.UTC(2027, 0, 1),
});
const { status } = await witness.addCheckpoint(body);
if (status === 200) process.kill(process.pid, 'SIGKILL');
