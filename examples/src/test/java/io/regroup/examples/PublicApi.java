package io.regroup.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.TypeVariable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What others can compile against, element by element: the directives of a module's descriptor, and of the packages that it
 * exports to everybody the public types with their public and protected members. Each element has a name, such as {@code
 * io.regroup.api.Regroup.fit(io.regroup.api.data.Dataset,io.regroup.api.FitSpec)}, and a declaration: modifiers, types with
 * their type arguments and nullness, exceptions, annotations, record components, permitted subtypes, values of constants.
 */
final class PublicApi {

    /** What nobody writes in front of String and the like. */
    private static final Pattern IMPLIED = Pattern.compile("\\bjava\\.lang\\.(?=[A-Z])");

    private static final Set<String> METHODS_OF_OBJECT = Set.of("equals(java.lang.Object)", "hashCode()", "toString()");

    private final ModuleReference module;
    private final SortedMap<String, String> elements = new TreeMap<>();

    private PublicApi(ModuleReference module) {
        this.module = module;
    }

    /** Reads the api of every module of Regroup on the class path: names of modules to names of elements to declarations. */
    static SortedMap<String, SortedMap<String, String>> ofClassPath() {
        SortedMap<String, SortedMap<String, String>> apis = new TreeMap<>();
        Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of)
                .filter(path -> path.toFile().isDirectory()
                        || path.getFileName().toString().startsWith("regroup-"))
                .flatMap(path -> ModuleFinder.of(path).findAll().stream())
                .filter(module -> module.descriptor().name().startsWith("io.regroup."))
                .forEach(module -> apis.put(module.descriptor().name(), new PublicApi(module).read()));
        return apis;
    }

    private SortedMap<String, String> read() {
        addDirectives(module.descriptor());
        Set<String> exported = module.descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        for (String name : classes()) {
            String packageName = name.substring(0, name.lastIndexOf('.'));
            if (!exported.contains(packageName)) {
                continue;
            }
            Class<?> type = load(name);
            if (name.endsWith(".package-info")) {
                put("package " + packageName, words(annotations(type)));
            } else if (isPublic(type)) {
                addType(type);
            }
        }
        return elements;
    }

    private List<String> classes() {
        try (ModuleReader reader = module.open();
                Stream<String> files = reader.list()) {
            return files.filter(file -> file.endsWith(".class") && file.contains("/"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is on the class path and cannot be loaded", e);
        }
    }

    private void addDirectives(ModuleDescriptor descriptor) {
        String name = "module " + descriptor.name();
        put(name, descriptor.isOpen() ? "open" : "");
        descriptor.requires().stream()
                .filter(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.MANDATED))
                .forEach(required -> put(name + " requires " + required.name(), lower(required.modifiers())));
        descriptor.exports().forEach(export -> put(name + " exports " + export.source(), to(export.targets())));
        descriptor.opens().forEach(open -> put(name + " opens " + open.source(), to(open.targets())));
        descriptor.uses().forEach(service -> put(name + " uses " + service, ""));
        descriptor
                .provides()
                .forEach(provided -> provided.providers()
                        .forEach(provider -> put(name + " provides " + provided.service() + " with " + provider, "")));
    }

    private static String lower(Set<?> modifiers) {
        return modifiers.stream()
                .map(modifier -> modifier.toString().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String to(Set<String> targets) {
        return targets.isEmpty() ? "" : "to " + targets.stream().sorted().collect(Collectors.joining(", "));
    }

    private void addType(Class<?> type) {
        String name = type.getCanonicalName();
        put(name, declaration(type));
        boolean open = !Modifier.isFinal(type.getModifiers());
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field, open)) {
                put(
                        name + "." + field.getName(),
                        words(annotations(field), modifiers(field), text(field.getAnnotatedType()), value(field)));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isVisible(constructor, open)) {
                put(
                        name + ".<init>" + parameterTypes(constructor),
                        words(annotations(constructor), modifiers(constructor), signature(constructor)));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            String call = method.getName() + parameterTypes(method);
            if (isVisible(method, open) && !METHODS_OF_OBJECT.contains(call)) {
                put(
                        name + "." + call,
                        words(
                                annotations(method),
                                modifiers(method),
                                method.isDefault() ? "default" : "",
                                typeParameters(method.getTypeParameters()),
                                text(method.getAnnotatedReturnType()),
                                signature(method)));
            }
        }
    }

    private static boolean isPublic(Class<?> type) {
        for (Class<?> part = type; part != null; part = part.getDeclaringClass()) {
            if (!Modifier.isPublic(part.getModifiers()) && !Modifier.isProtected(part.getModifiers())) {
                return false;
            }
        }
        return !type.isAnonymousClass() && !type.isLocalClass();
    }

    private static boolean isVisible(Member member, boolean open) {
        int modifiers = member.getModifiers();
        return !member.isSynthetic() && (Modifier.isPublic(modifiers) || (open && Modifier.isProtected(modifiers)));
    }

    private static String declaration(Class<?> type) {
        String kind = type.isAnnotation()
                ? "@interface"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        int implied = type.isInterface()
                ? Modifier.ABSTRACT | Modifier.STATIC | Modifier.INTERFACE
                : type.isEnum() || type.isRecord() ? Modifier.FINAL | Modifier.STATIC | Modifier.ABSTRACT : 0;
        AnnotatedType superclass = type.getAnnotatedSuperclass();
        boolean extending = kind.equals("class") && superclass.getType() != Object.class;
        return words(
                annotations(type),
                Modifier.toString(type.getModifiers() & ~implied & ~Modifier.SYNCHRONIZED),
                type.isSealed() ? "sealed" : "",
                kind + typeParameters(type.getTypeParameters()) + components(type),
                extending ? "extends " + text(superclass) : "",
                list(type.isInterface() ? "extends " : "implements ", texts(type.getAnnotatedInterfaces())),
                type.isSealed() ? list("permits ", permitted(type)) : "");
    }

    private static String components(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(component -> text(component.getAnnotatedType()) + " " + component.getName())
                        .collect(Collectors.joining(", ", "(", ")"))
                : "";
    }

    private static List<String> permitted(Class<?> type) {
        return Arrays.stream(type.getPermittedSubclasses())
                .map(Class::getCanonicalName)
                .toList();
    }

    private static String signature(Executable executable) {
        String parameters = Arrays.stream(executable.getParameters())
                .map(PublicApi::parameter)
                .collect(Collectors.joining(", ", "(", ")"));
        return words(parameters, list("throws ", texts(executable.getAnnotatedExceptionTypes())));
    }

    private static String parameter(Parameter parameter) {
        String type = text(parameter.getAnnotatedType());
        return parameter.isVarArgs() ? type.substring(0, type.length() - "[]".length()) + "..." : type;
    }

    private static String parameterTypes(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .map(Class::getCanonicalName)
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static String typeParameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(variable -> words(variable.getName(), list("extends ", bounds(variable))))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static List<String> bounds(TypeVariable<?> variable) {
        return Arrays.stream(variable.getAnnotatedBounds())
                .map(PublicApi::text)
                .filter(bound -> !bound.equals("Object"))
                .toList();
    }

    private static String modifiers(Member member) {
        int implied = Modifier.VOLATILE | Modifier.TRANSIENT | Modifier.SYNCHRONIZED | Modifier.NATIVE;
        return Modifier.toString(member.getModifiers() & ~implied);
    }

    /** The value that compilers copy into the code of others. */
    private static String value(Field field) {
        boolean constant = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        if (!constant) {
            return "";
        }
        try {
            field.trySetAccessible();
            Object value = field.get(null);
            return "= " + (value instanceof String ? "\"" + value + "\"" : value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be read", e);
        }
    }

    private static String annotations(AnnotatedElement element) {
        return Arrays.stream(element.getDeclaredAnnotations())
                .map(PublicApi::text)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String text(Annotation annotation) {
        return "@" + annotation.annotationType().getSimpleName();
    }

    private static String text(AnnotatedType type) {
        return IMPLIED.matcher(type.toString().replace("@org.jspecify.annotations.Nullable()", "@Nullable"))
                .replaceAll("")
                .replace('$', '.');
    }

    private static List<String> texts(AnnotatedType[] types) {
        return Arrays.stream(types).map(PublicApi::text).toList();
    }

    private static String list(String introduction, List<String> items) {
        return items.isEmpty() ? "" : introduction + String.join(", ", items);
    }

    private static String words(String... words) {
        return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }

    private void put(String name, String declaration) {
        elements.put(name, declaration);
    }
}
