package io.github.kisconnect.investorflow.kis.account;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** The plugin's classes once more, as a worker loads them for a second version: everything else is shared. */
final class SecondPlugin extends URLClassLoader {
    private static final String OURS = "io.github.kisconnect.";

    SecondPlugin() {
        super(new URL[] {home(AccountFile.class), home(SecondPlugin.class)}, SecondPlugin.class.getClassLoader());
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && name.startsWith(OURS)) {
                loaded = findClass(name);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    /** {@link FileUse} as this version has it. */
    Runnable use(Path file, Runnable meanwhile) throws ReflectiveOperationException {
        return (Runnable) loadClass(FileUse.class.getName())
                .getConstructor(Path.class, Runnable.class)
                .newInstance(file, meanwhile);
    }
}
