import { spawn } from 'node:child_process';

/** Runs an npm script; prints what it said when it has ended. Gives whether it went well. */
function run(script: string): Promise<boolean> {
  const begun = performance.now();
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve) =>
    child.once('close', (code) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.log(`${script}: ${code === 0 ? 'well' : 'FAILED'} (${seconds} s)\n${said}`);
      resolve(code === 0);
    }),
  );
}

// The scripts named on the command line, side by side; all are heard out, whichever fails.
const ends = await Promise.all(process.argv.slice(2).map(run));
process.exitCode = ends.every((well) => well) ? 0 : 1;
