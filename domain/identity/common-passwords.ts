/** Passwords that are tried first, of those long enough to be allowed otherwise: in lower case, without what is put at their ends. */
export const commonPasswords: ReadonlySet<string> = new Set(
  (
    "passwordpassword password1234 password12345 password123456 passw0rd1234 adminadminadmin administrator administrator1 " +
    "letmeinletmein letmein12345 welcomewelcome welcome12345 welcome123456 iloveyou1234 iloveyouiloveyou qwertyuiop12 qwertyuiop123 " +
    "qwerty123456 qwertyqwerty qwertyuiopas qwertyuiopasdf qwertzuiop12 azertyuiop12 asdfghjkl123 asdfghjklqwe zxcvbnmasdfg " +
    "1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qaz2wsx3edc4rfv q1w2e3r4t5y6 zaq12wsxcde3 123qweasdzxc qweasdzxc123 123456789abc " +
    "abc123456789 a1b2c3d4e5f6 abcdefghijkl abcdefghijklm abcd12345678 abcdef123456 changemechangeme changeme1234 changeme12345 " +
    "secretsecret supersecret1 trustno1trustno1 monkeymonkey dragondragon footballfootball baseballbaseball sunshine1234 " +
    "princess1234 superman1234 correcthorsebatterystaple correct horse battery staple whateverwhatever testtesttest test12345678 " +
    "defaultpassword rootrootroot toortoortoor letmeinplease mypassword123 newpassword123 yourpassword passwort1234 passwort12345 " +
    "hallohallohallo hotswaphotswap hotswap12345"
  ).split(" "),
);
