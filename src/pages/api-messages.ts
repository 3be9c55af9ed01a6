import type { Translated } from './message.ts';

/** What the page of the API says around what the API's document says, in English. */
export const englishApi = {
  api: 'For programs',
  apiLead:
    'Everything this archive holds can be read by a program. The same as a document in OpenAPI 3.1, from which clients are generated:',
  apiToken: 'A token of your account lets a program in: Authorization: Bearer TOKEN.',
  apiGoesIn: 'What goes in',
  apiBody: 'JSON body',
  apiComesOut: 'What comes out',
  apiRequired: 'required',
  apiForUsers: 'For whoever has logged in',
  apiForEditors: 'For editors and owners',
  apiExample: 'Example',
  apiProblems: 'When something fails',
  apiProblemsLead:
    'Every failure is application/problem+json (RFC 9457): type, title, status, detail, instance, code. detail is one sentence with the value and the mend.',
} as const;

/** The same in simplified Chinese. */
export const chineseApi: Translated<typeof englishApi> = {
  api: '程序接口',
  apiLead: '本档案收录的一切都可由程序读取。同样的内容另有 OpenAPI 3.1 文档，可据以生成客户端：',
  apiToken: '程序凭你账户的令牌进入：Authorization: Bearer TOKEN。',
  apiGoesIn: '输入',
  apiBody: 'JSON 正文',
  apiComesOut: '输出',
  apiRequired: '必填',
  apiForUsers: '供已登录的用户使用',
  apiForEditors: '供编辑和所有者使用',
  apiExample: '示例',
  apiProblems: '出错时',
  apiProblemsLead:
    '所有错误都以 application/problem+json（RFC 9457）返回：type、title、status、detail、instance、code。detail 是一句话，写明出错的值和补救办法。',
};

/** The same in traditional Chinese. */
export const traditionalApi: Translated<typeof englishApi> = {
  api: '程式介面',
  apiLead: '本檔案庫收錄的一切都可由程式讀取。同樣的內容另有 OpenAPI 3.1 文件，可據以產生用戶端：',
  apiToken: '程式憑你帳號的權杖進入：Authorization: Bearer TOKEN。',
  apiGoesIn: '輸入',
  apiBody: 'JSON 內文',
  apiComesOut: '輸出',
  apiRequired: '必填',
  apiForUsers: '供已登入的使用者使用',
  apiForEditors: '供編輯和擁有者使用',
  apiExample: '範例',
  apiProblems: '出錯時',
  apiProblemsLead:
    '所有錯誤都以 application/problem+json（RFC 9457）傳回：type、title、status、detail、instance、code。detail 是一句話，寫明出錯的值和補救辦法。',
};
