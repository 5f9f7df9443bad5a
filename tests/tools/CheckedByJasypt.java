import org.jasypt.util.password.StrongPasswordEncryptor;

/** Tells whether stored passwords are of a password: PASSWORD STORED... */
public class CheckedByJasypt {
    public static void main(String[] words) {
        StrongPasswordEncryptor encryptor = new StrongPasswordEncryptor();
        boolean all = words.length > 1;
        for (int each = 1; each < words.length; each++) {
            all &= encryptor.checkPassword(words[0], words[each]);
            all &= !encryptor.checkPassword(words[0] + "x", words[each]);
        }
        System.out.println(all);
    }
}
