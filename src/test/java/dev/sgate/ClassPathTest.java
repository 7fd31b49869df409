package dev.sgate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must not be on the class path, because a route file could then run code: a class that is not there cannot be called
 * from a file on a disk. The exclusions are in {@code pom.xml}; a library that brings one back is caught here.
 */
class ClassPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // any Java method, from Simple, from <bean> and from the class: endpoint
                "org/apache/camel/component/bean/BeanComponent.class",
                "org/apache/camel/language/bean/BeanLanguage.class",
                // script languages
                "org/apache/camel/language/groovy/GroovyLanguage.class",
                "org/apache/camel/language/joor/JoorLanguage.class",
                "org/apache/camel/language/js/JavaScriptLanguage.class",
                "org/apache/camel/language/mvel/MvelLanguage.class",
                "org/apache/camel/language/ognl/OgnlLanguage.class",
                "org/apache/camel/language/python/PythonLanguage.class",
                "org/apache/camel/language/spel/SpelLanguage.class",
                "org/apache/camel/language/xpath/XPathLanguage.class",
                "org/codehaus/groovy/runtime/InvokerHelper.class",
                // endpoints that run a script, a program, a style sheet, or steer the context
                "org/apache/camel/component/language/LanguageComponent.class",
                "org/apache/camel/component/exec/ExecComponent.class",
                "org/apache/camel/component/xslt/XsltComponent.class",
                "org/apache/camel/component/controlbus/ControlBusComponent.class",
                // JMX: 0.4 s of start-up and a door
                "org/apache/camel/management/JmxManagementStrategy.class",
                // fakes are written by hand
                "org/mockito/Mockito.class",
            })
    void isNotOnTheClassPath(String resource) {
        assertThat(getClass().getClassLoader().getResource(resource)).isNull();
    }

    /** Guards the test above against a Camel that moved its classes: what the same spelling finds is really found. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/apache/camel/component/file/FileComponent.class",
                "org/apache/camel/language/simple/SimpleLanguage.class",
                "org/apache/camel/xml/in/ModelParser.class",
            })
    void isOnTheClassPath(String resource) {
        assertThat(getClass().getClassLoader().getResource(resource)).isNotNull();
    }
}
