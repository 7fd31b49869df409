package dev.sgate.appliance;

import java.util.List;
import org.apache.camel.builder.RouteConfigurationBuilder;

/** Hands route files to Camel as one set: all configurations, then all templates and routes in the order of the files. */
final class ProductRoutes extends RouteConfigurationBuilder {
    private final List<RouteFile> files;

    ProductRoutes(List<RouteFile> files) {
        this.files = List.copyOf(files);
    }

    @Override
    public void configuration() {
        for (RouteFile file : files) {
            file.configurations().forEach(configuration -> {
                configuration.setResource(file.resource());
                getRouteConfigurationCollection().getRouteConfigurations().add(configuration);
            });
        }
    }

    @Override
    public void configure() {
        for (RouteFile file : files) {
            file.templates().forEach(template -> {
                template.setResource(file.resource());
                getRouteTemplateCollection().routeTemplate(template);
            });
            file.routes().forEach(route -> {
                route.setResource(file.resource());
                getRouteCollection().route(route);
            });
        }
    }
}
