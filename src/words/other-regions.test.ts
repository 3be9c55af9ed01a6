import { expect, it } from 'vitest';
import { asOtherRegionsSay, searchWords } from './index.ts';

const others = (typed: string) =>
  asOtherRegionsSay(searchWords(typed).map(({ word }) => word)).map((words) => words.join(' '));

it('what one region calls a thing stands for what others call it', () => {
  expect(others('软件')).toEqual(['软 体']);
  expect(others('歐巴馬')).toEqual(['奥 巴 马']);
  expect(others('資訊安全')).toContain('信 息 安 全');
  expect(others('渡轮')).toEqual([]);
});

it('the ways to say a thing are few, whatever is typed', () => {
  expect(others('软件信息网络视频打印机鼠标'.repeat(20)).length).toBeLessThan(8);
});
