/** @module demo A small newspaper on loopback: two outlets with every trouble an archive meets, planted and named. */
export type { DemoArticle, DemoCases } from './cases.ts';
export { type Demo, type DemoOptions, type DemoOutlet, startDemo } from './server.ts';
