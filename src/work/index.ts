/** @module work The schedule: passes over what is due, one after another, until told to stop. */
export { runSchedule, type ScheduleOptions } from './schedule.ts';
