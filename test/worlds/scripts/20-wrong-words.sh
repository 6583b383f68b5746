# Verbs, kinds and flags mistyped; arguments in the wrong order.
kubectl create deployment web --image=nginx --replicas=2
kubectl create cm settings --from-literal=color=blue
kubctl get pods
kubectl pods
kubectl get-pods
kubectl list pods
kubectl show pods
kubectl gte pods
kubectl delet pod web
kubectl desribe pod web
kubectl create pod web
kubectl create svc web
kubectl creat deployment x --image=nginx
kubectl log web
kubectl scal deploy web --replicas=3
kubectl rollot status deploy/web
kubectl rollout stauts deploy/web
kubectl set imag deploy/web nginx=nginx:1.25
kubectl pods get
kubectl web get pod
kubectl get pods,svc,foo
kubectl get pod,deploy web
kubectl get deployment/web pods
kubectl get pod/x pods
kubectl get pod/x svc/y deploy
kubectl get pods deploy/web
kubectl get deploy web svc
kubectl get deploy/web/extra
kubectl get /web
kubectl get deploy/
kubectl get ,
kubectl get pods,
kubectl get deploy,,svc
kubectl get deploy.apps/web -o name
kubectl get deploy.v1.apps/web -o name
kubectl get deployments.v1 web
kubectl get DEPLOYMENT web -o name
kubectl get Deployment/web -o name
kubectl get deployment webb
kubectl get deployment "web "
kubectl get deployment ""
kubectl get ""
kubectl --namespace
kubectl -n
kubectl --help-me
kubectl get pods --namespce=default
kubectl get pods --namesapce default
kubectl get pods -namespace default
kubectl get pods -nkube-syste
kubectl get pods -n=default -o name | wc -l
kubectl get pods -A -n default --no-headers | wc -l
kubectl get pods --all
kubectl get pods --all-namespace
kubectl get pods -a
kubectl get deploy -o=name
kubectl get deploy -oname
kubectl get deploy -o name=web
kubectl get deploy --output
kubectl get deploy -o
kubectl get deploy --no-header
kubectl get deploy --show-label
kubectl get deploy -w=false -o name
kubectl get deploy -L
kubectl get deploy -l
kubectl get deploy -l app=web -o name
kubectl get deploy -l app=
kubectl get deploy -l =web
kubectl get deploy -l app==web -o name
kubectl get deploy -l 'app != web'
kubectl get deploy -l 'app in web'
kubectl get deploy -l '!app'
kubectl get deploy -l app:web
kubectl get deploy -l 'app=web app=db'
kubectl get deploy -l 'app=web,'
kubectl get deploy --selector app=web,tier -o name
kubectl get deploy --field-selector metadata.name=web -o name
kubectl get deploy --field-selector metadata.nam=web
kubectl get deploy --field-selector metadata.name
kubectl get pods --field-selector status.phase=Running -o name | wc -l
kubectl get pods --field-selector=status.phase!=Running
kubectl get pods --chunk-size=x
kubectl get deploy --request-timeout=abc
kubectl get deploy web --ignore-not-found=nope
kubectl get deploy nope --ignore-not-found
kubectl get deploy -v
kubectl get deploy --kubeconfig=/no/such/file
kubectl get deploy --context=nope
kubectl get deploy --cluster=nope
kubectl get deploy --user=nope
